package io.fusebox.runtime.engine.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@code Record.toString()} writes, as weight files of Fusebox 0.1 hold it: {@code
 * Name[aB=1, c={d=2}]}, several joined by '+'.
 */
final class RecordText {
  private RecordText() {}

  /** Each record's components: {@code a-b = 1}, {@code c.d = 2}. */
  static List<SortedMap<String, String>> read(String text) {
    List<SortedMap<String, String>> records = new ArrayList<>();
    for (String record : split(text, "+")) {
      SortedMap<String, String> components = new TreeMap<>();
      int begin = record.indexOf('[');
      if (begin >= 0 && record.endsWith("]")) {
        add(components, "", record.substring(begin + 1, record.length() - 1));
      }
      records.add(components);
    }
    return records;
  }

  private static void add(SortedMap<String, String> components, String prefix, String inner) {
    String last = "";
    for (String entry : split(inner, ", ")) {
      int equals = entry.indexOf('=');
      if (equals <= 0) {
        components.computeIfPresent(last, (name, value) -> value + ", " + entry); // a text's comma
      } else {
        String key = entry.substring(0, equals);
        String name = prefix.isEmpty() ? kebab(key) : prefix + key;
        String value = entry.substring(equals + 1);
        if (value.startsWith("{") && value.endsWith("}")) {
          add(components, name + ".", value.substring(1, value.length() - 1));
        } else {
          components.put(name, value);
          last = name;
        }
      }
    }
  }

  /** Splits outside of brackets. */
  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (depth == 0 && text.startsWith(separator, i)) {
        parts.add(text.substring(begin, i));
        begin = i + separator.length();
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
