package io.fusebox.toolkit.files;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Files by their names in the order that people count in: {@code 2.png} before {@code 10.png}.
 *
 * @param key the name, with the length of each number before it
 * @param name the name, for those that differ in leading zeros alone
 */
record NaturalOrder(String key, String name, Path file) implements Comparable<NaturalOrder> {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  static NaturalOrder of(Path file) {
    String name = file.getFileName().toString();
    return new NaturalOrder(NUMBER.matcher(name).replaceAll(NaturalOrder::measured), name, file);
  }

  /** A longer number is larger. */
  private static String measured(MatchResult number) {
    String digits = new BigInteger(number.group()).toString();
    return "%03d%s".formatted(digits.length(), digits);
  }

  @Override
  public int compareTo(NaturalOrder other) {
    int order = key.compareTo(other.key);
    return order == 0 ? name.compareTo(other.name) : order;
  }
}
