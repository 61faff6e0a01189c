package io.fusebox.api.reference;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How one output of a case compares.
 *
 * @param output its name in the case
 * @param difference the largest absolute difference, {@code exact}, how many differ, or {@code -}
 * @param tolerance how much was allowed: a number, {@code exact}, or {@code -}
 * @param note what else is to be said, or empty
 */
public record OutputResult(
    String output, String difference, String tolerance, Status status, String note) {
  public static final String NONE = "-";
  public static final String EXACT = "exact";

  /** The output's name in a row about a case, and not about one output. */
  public static final String WHOLE_CASE = "(whole case)";

  private static final int NOTE_CHARS = 60;

  /** How it went. */
  public enum Status {
    OK("ok"),
    FAIL("FAIL"),
    UNSUPPORTED("unsupported");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * Compares numbers one by one. A NaN on either side fails; equal infinities do not differ.
   *
   * @param tolerance the largest absolute difference that is allowed
   */
  public static OutputResult numbers(
      String output, double[] expected, double[] found, double tolerance) {
    if (expected.length != found.length) {
      return different(output, number(tolerance), expected.length, found.length);
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = expected[i] == found[i] ? 0 : Math.abs(expected[i] - found[i]);
      largest = Math.max(largest, difference);
    }
    Status status = largest <= tolerance ? Status.OK : Status.FAIL;
    return new OutputResult(output, number(largest), number(tolerance), status, "");
  }

  /** Compares texts one by one; they must be the same. */
  public static OutputResult texts(String output, List<String> expected, List<String> found) {
    if (expected.size() != found.size()) {
      return different(output, EXACT, expected.size(), found.size());
    }
    int[] wrong =
        IntStream.range(0, expected.size())
            .filter(i -> !expected.get(i).equals(found.get(i)))
            .toArray();
    String note =
        wrong.length == 0
            ? ""
            : "at %d: expected '%s', found '%s'"
                .formatted(wrong[0], cut(expected.get(wrong[0])), cut(found.get(wrong[0])));
    return same(output, wrong.length, expected.size(), note);
  }

  /**
   * A row about values that must be the same.
   *
   * @param wrong how many are not
   * @param all how many there are
   */
  public static OutputResult same(String output, int wrong, int all, String note) {
    String difference = wrong == 0 ? EXACT : "%d of %d".formatted(wrong, all);
    return new OutputResult(output, difference, EXACT, wrong == 0 ? Status.OK : Status.FAIL, note);
  }

  private static OutputResult different(String output, String tolerance, int expected, int found) {
    String note = "expected %d, found %d".formatted(expected, found);
    return new OutputResult(output, NONE, tolerance, Status.FAIL, note);
  }

  /** An output, or a whole case, that could not be compared. */
  public static OutputResult failed(String output, String note) {
    return new OutputResult(output, NONE, NONE, Status.FAIL, note);
  }

  /** An output that cannot be computed here: neither right nor wrong. */
  public static OutputResult unsupported(String output, String note) {
    return new OutputResult(output, NONE, NONE, Status.UNSUPPORTED, note);
  }

  /** The one row of a case that is not supported as a whole. */
  public static OutputResult unsupportedCase(String note) {
    return unsupported(WHOLE_CASE, note);
  }

  /** Whether this row is about a whole case that is not supported. */
  public boolean isUnsupportedCase() {
    return status == Status.UNSUPPORTED && output.equals(WHOLE_CASE);
  }

  /** The row as a line of a table. */
  public String line() {
    return "%-44s %16s  %-8s %-11s %s"
        .formatted(output, difference, tolerance, status, note)
        .stripTrailing();
  }

  /** A tolerance or a difference as the table shows it. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private static String cut(String text) {
    return text.length() <= NOTE_CHARS ? text : text.substring(0, NOTE_CHARS) + "...";
  }
}
