package io.fusebox.runtime.console;

/** Where the console's page is among the files that are served as they are. */
public final class ConsolePage {
  private ConsolePage() {}

  /** Below {@code META-INF/resources}; the files that it loads lie next to it. */
  public static String path() {
    return "console/index.html";
  }
}
