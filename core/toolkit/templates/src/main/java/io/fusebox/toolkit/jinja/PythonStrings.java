package io.fusebox.toolkit.jinja;

import java.util.function.IntPredicate;

/** Strings as Python sees them: its white space, its ends. */
final class PythonStrings {
  private PythonStrings() {}

  /** As {@code str.isspace}. */
  static boolean isSpace(int c) {
    return c == 0x85
        || c >= 0x1c && c <= 0x20
        || c >= '\t' && c <= '\r'
        || c > 0x7f && Character.isSpaceChar(c);
  }

  static String strip(String text) {
    return stripEnd(stripStart(text, PythonStrings::isSpace), PythonStrings::isSpace);
  }

  static String stripEnd(String text) {
    return stripEnd(text, PythonStrings::isSpace);
  }

  static String stripStart(String text, IntPredicate taken) {
    int from = 0;
    while (from < text.length() && taken.test(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  static String stripEnd(String text, IntPredicate taken) {
    int to = text.length();
    while (to > 0 && taken.test(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The character at a place, counted in code points. */
  static String at(String text, int index) {
    int from = text.offsetByCodePoints(0, index);
    return text.substring(from, text.offsetByCodePoints(from, 1));
  }

  static int[] characters(String text) {
    return text.codePoints().toArray();
  }
}
