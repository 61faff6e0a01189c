package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.List;

/** Texts taken apart at their lines, or at a separator. */
final class TextParts {
  private TextParts() {}

  /** As {@code str.splitlines}. */
  static List<Object> lines(String text, boolean withEnds) {
    List<Object> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && !endsLine(text.charAt(end))) {
        end++;
      }
      int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
      lines.add(text.substring(from, withEnds ? next : end));
      from = next;
    }
    return lines;
  }

  private static boolean endsLine(char c) {
    return c >= '\n' && c <= '\r'
        || c >= 0x1c && c <= 0x1e
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** As {@code str.partition}: what is before the first separator, it, and what is behind it. */
  static Values.Tuple partition(String text, String separator) {
    int at = text.indexOf(required(separator));
    return at < 0 ? new Values.Tuple(List.of(text, "", "")) : at(text, at, separator);
  }

  /** As {@code str.rpartition}: the same at the last one. */
  static Values.Tuple lastPartition(String text, String separator) {
    int at = text.lastIndexOf(required(separator));
    return at < 0 ? new Values.Tuple(List.of("", "", text)) : at(text, at, separator);
  }

  private static String required(String separator) {
    if (separator.isEmpty()) {
      throw new TemplateException("a text is not taken apart at an empty separator");
    }
    return separator;
  }

  private static Values.Tuple at(String text, int at, String separator) {
    return new Values.Tuple(
        List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
  }
}
