package io.fusebox.runtime.launcher;

import java.util.regex.Pattern;

/** How Fusebox was started, for commands that are to be typed next. */
final class StartCommand {
  private static final String PROPERTY = "fusebox.command";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+-]+");

  private StartCommand() {}

  /** As it was typed: {@code ./fusebox}; {@code fusebox} when that is not known. */
  static String name() {
    String typed = System.getProperty(PROPERTY, "");
    return PLAIN.matcher(typed).matches() ? typed : "fusebox";
  }
}
