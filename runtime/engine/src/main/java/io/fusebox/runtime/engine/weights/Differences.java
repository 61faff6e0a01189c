package io.fusebox.runtime.engine.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** In what two things differ that are described by names and values. */
public final class Differences {
  private static final String NOTHING = "nothing";
  private static final int DIGITS = 12;

  private Differences() {}

  /**
   * One sentence for each name whose values differ, both sides in it.
   *
   * @param wasWord says of whom the first value is: {@code trained on}
   * @param isWord says of whom the second value is: {@code found}
   */
  public static List<String> between(
      SortedMap<String, String> was, String wasWord, SortedMap<String, String> is, String isWord) {
    SortedSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = was.getOrDefault(name, NOTHING);
      String now = is.getOrDefault(name, NOTHING);
      if (!before.equals(now)) {
        differences.add(
            "%s: %s %s, %s %s".formatted(name, wasWord, shown(before), isWord, shown(now)));
      }
    }
    return differences;
  }

  /** Nobody compares 64 digits. */
  private static String shown(String value) {
    return value.matches("[0-9a-f]{64,}") ? value.substring(0, DIGITS) : value;
  }
}
