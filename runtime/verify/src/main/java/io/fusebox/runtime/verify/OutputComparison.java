package io.fusebox.runtime.verify;

import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import java.util.stream.IntStream;

/** Compares what was computed with what the reference computed. */
final class OutputComparison {
  /** Of what is computed once. */
  static final double FORWARD = 1e-4;

  /** How far from exact the reference may be and still be one. */
  private static final double MOST_ROUNDING = 1e-3;

  private OutputComparison() {}

  /** Compares under the tolerance of what was found. */
  static OutputResult of(String output, TensorValues expected, TensorValues found) {
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
    boolean known = Double.isFinite(rounding) && rounding > 0;
    return around + (known ? Math.min(rounding, MOST_ROUNDING) : 0);
  }

  static OutputResult of(
      String output, TensorValues expected, TensorValues found, double tolerance) {
    String allowed = expected.exact() ? OutputResult.EXACT : OutputResult.number(tolerance);
    if (!expected.shape().equals(found.shape())) {
      String note = "expected shape %s, found %s".formatted(expected.shape(), found.shape());
      return new OutputResult(output, OutputResult.NONE, allowed, Status.FAIL, note);
    }
    return expected.exact()
        ? exact(output, expected, found)
        : OutputResult.numbers(output, expected.numbers(), found.numbers(), tolerance);
  }

  private static OutputResult exact(String output, TensorValues expected, TensorValues found) {
    double[] e = expected.numbers();
    double[] f = found.numbers();
    int[] wrong = IntStream.range(0, e.length).filter(i -> e[i] != f[i]).toArray();
    String note =
        wrong.length == 0
            ? ""
            : "at %d: expected %.0f, found %.0f".formatted(wrong[0], e[wrong[0]], f[wrong[0]]);
    return OutputResult.same(output, wrong.length, e.length, note);
  }
}
