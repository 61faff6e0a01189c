package io.fusebox.api.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Messages for unknown names: near misses first, then all known names. */
public final class NameSuggestions {
  /** Enough to recognize a value by. */
  private static final int SHOWN = 200;

  private NameSuggestions() {}

  /** For instance {@code unknown strategy 'promtfuse' ...; did you mean promptfuse? known: ...}. */
  public static String unknown(String what, String name, Collection<String> known, String where) {
    List<String> near =
        known.stream()
            .filter(k -> name.length() <= SHOWN && distance(name, k) <= Math.max(2, k.length() / 3))
            .sorted(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k))
            .limit(3)
            .toList();
    String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    String all = known.isEmpty() ? "none" : String.join(", ", known.stream().sorted().toList());
    String of = where.isEmpty() ? "" : " " + where;
    return "unknown %s '%s'%s%s; known: %s".formatted(what, shown(name), of, hint, all);
  }

  /**
   * A value from outside, as a message can show it: on one line, without control characters, and
   * with an end.
   */
  public static String shown(Object value) {
    String text = String.valueOf(value);
    String begun = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return begun.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
  }

  /** Levenshtein distance, two rows at a time. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
