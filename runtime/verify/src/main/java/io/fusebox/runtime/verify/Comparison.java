package io.fusebox.runtime.verify;

import io.fusebox.runtime.verify.Row.Status;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Compares what was computed with what the reference computed. */
final class Comparison {
  /** Of what is computed once. */
  static final double FORWARD = 1e-4;

  /** How far from exact the reference may be and still be one. */
  private static final double MOST_ROUNDING = 1e-3;

  private static final int NOTE_CHARS = 60;

  private Comparison() {}

  /** Compares under the tolerance of what was found. */
  static Row of(String output, Values expected, Values found) {
    return of(output, expected, found, tolerance(found.tolerance(), 0));
  }

  /**
   * By how much exact numbers may be missed.
   *
   * @param around how far Fusebox's numbers may be from the exact ones
   * @param rounding how far the reference's own float32 numbers are from its float64 ones: as far
   *     may the exact ones be from what it stored, on top of what is allowed around them
   */
  static double tolerance(double around, double rounding) {
    return around + Math.min(Math.max(rounding, 0), MOST_ROUNDING);
  }

  static Row of(String output, Values expected, Values found, double tolerance) {
    String allowed = expected.exact() ? Row.EXACT : number(tolerance);
    if (!expected.shape().equals(found.shape())) {
      String note = "expected shape %s, found %s".formatted(expected.shape(), found.shape());
      return new Row(output, Row.NONE, allowed, Status.FAIL, note);
    }
    return expected.exact()
        ? exact(output, expected, found)
        : close(output, expected.numbers(), found.numbers(), tolerance);
  }

  private static Row exact(String output, Values expected, Values found) {
    double[] e = expected.numbers();
    double[] f = found.numbers();
    int[] wrong = IntStream.range(0, e.length).filter(i -> e[i] != f[i]).toArray();
    String note =
        wrong.length == 0
            ? ""
            : "at %d: expected %.0f, found %.0f".formatted(wrong[0], e[wrong[0]], f[wrong[0]]);
    return same(output, wrong.length, e.length, note);
  }

  private static Row close(String output, double[] e, double[] f, double tolerance) {
    double largest = 0;
    for (int i = 0; i < e.length; i++) {
      // Equal infinities have no difference; a NaN on either side is one that nothing excuses.
      double difference = e[i] == f[i] ? 0 : Math.abs(e[i] - f[i]);
      largest = Math.max(largest, difference);
    }
    Status status = largest <= tolerance ? Status.OK : Status.FAIL;
    return new Row(output, number(largest), number(tolerance), status, "");
  }

  /** Compares texts one by one. */
  static Row texts(String output, List<String> expected, List<String> found) {
    if (expected.size() != found.size()) {
      String note = "expected %d, found %d".formatted(expected.size(), found.size());
      return new Row(output, Row.NONE, Row.EXACT, Status.FAIL, note);
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

  private static Row same(String output, int wrong, int all, String note) {
    String difference = wrong == 0 ? Row.EXACT : "%d of %d".formatted(wrong, all);
    return new Row(output, difference, Row.EXACT, wrong == 0 ? Status.OK : Status.FAIL, note);
  }

  private static String cut(String text) {
    return text.length() <= NOTE_CHARS ? text : text.substring(0, NOTE_CHARS) + "...";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
