package io.fusebox.runtime.host;

/** A text as one word of a shell's command line, so that a hint can be copied as it is. */
public final class ShellQuoting {
  private ShellQuoting() {}

  public static String of(String text) {
    return text.matches("[\\p{Alnum}_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
