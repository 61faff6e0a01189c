package io.fusebox.toolkit.jinja;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes of Python's string literals; one that is none stays as it stands. */
final class StringEscapes {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8})|([0-7]{1,3})|(.))",
          Pattern.DOTALL);
  private static final Map<String, String> SIMPLE =
      Map.ofEntries(
          Map.entry("n", "\n"),
          Map.entry("t", "\t"),
          Map.entry("r", "\r"),
          Map.entry("\\", "\\"),
          Map.entry("'", "'"),
          Map.entry("\"", "\""),
          Map.entry("\n", ""),
          Map.entry("a", "\u0007"),
          Map.entry("b", "\b"),
          Map.entry("f", "\f"),
          Map.entry("v", "\u000b"));

  private StringEscapes() {}

  static String resolve(String literal, int line) {
    return ESCAPE
        .matcher(literal)
        .replaceAll(found -> Matcher.quoteReplacement(resolve((Matcher) found, line)));
  }

  private static String resolve(Matcher escape, int line) {
    for (int hex = 1; hex <= 3; hex++) {
      if (escape.group(hex) != null) {
        return character(Long.parseLong(escape.group(hex), 16), line);
      }
    }
    if (escape.group(4) != null) {
      return character(Long.parseLong(escape.group(4), 8), line);
    }
    String named = escape.group(5);
    if ("xuUN".contains(named)) {
      throw new TemplateException(
          "line %d: '\\%s' in a text begins an escape that is not read".formatted(line, named));
    }
    return SIMPLE.getOrDefault(named, escape.group());
  }

  private static String character(long code, int line) {
    if (code > Character.MAX_CODE_POINT) {
      throw new TemplateException("line %d: there is no character %x".formatted(line, code));
    }
    return Character.toString((int) code);
  }
}
