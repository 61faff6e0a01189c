package io.fusebox.toolkit.jinja;

import java.util.Locale;

/** Words with a capital: Python's method and jinja2's filter begin words in different places. */
final class TitleCase {
  private static final String BEFORE_WORDS = "-({[<";

  private TitleCase() {}

  /** As {@code str.title}: behind all that has no case, such as an apostrophe, a word begins. */
  static String ofMethod(String text) {
    StringBuilder out = new StringBuilder();
    boolean within = false;
    for (int c : PythonStrings.characters(text)) {
      out.appendCodePoint(within ? Character.toLowerCase(c) : Character.toTitleCase(c));
      within = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }
    return out.toString();
  }

  /** As the filter: words begin behind white space, hyphens and opening brackets. */
  static String ofFilter(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder word = new StringBuilder();
    for (int c : PythonStrings.characters(text)) {
      if (PythonStrings.isSpace(c) || BEFORE_WORDS.indexOf(c) >= 0) {
        end(word, out);
        out.appendCodePoint(c);
      } else {
        word.appendCodePoint(c);
      }
    }
    end(word, out);
    return out.toString();
  }

  private static void end(StringBuilder word, StringBuilder out) {
    if (!word.isEmpty()) {
      int first = word.offsetByCodePoints(0, 1);
      out.append(word.substring(0, first).toUpperCase(Locale.ROOT));
      out.append(word.substring(first).toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
