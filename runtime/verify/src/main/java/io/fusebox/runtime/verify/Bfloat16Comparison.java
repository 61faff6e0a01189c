package io.fusebox.runtime.verify;

import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Compares what was computed with weights in bfloat16 with the reference's float32 numbers. A
 * bfloat16 number has 8 bits, so each rounding misses by up to 1/512 of it; what adds up over a
 * model's layers is measured by the largest number of the output.
 */
final class Bfloat16Comparison {
  /** Of an output's largest number. The reference in bfloat16 misses its own float32 by as much. */
  static final double SHARE = 0.05;

  /**
   * What small differences decide: the scores of sequences that a search chose, and a prompt after
   * updates of Adam, which makes steps of one size out of gradients however small they are.
   */
  private static final Pattern CHOSEN = Pattern.compile(".*\\.sequences_scores|.*adam_prompt");

  private Bfloat16Comparison() {}

  static OutputResult of(String output, TensorValues expected, TensorValues found) {
    OutputResult compared = OutputComparison.of(output, expected, found, allowed(expected));
    boolean chosen = expected.exact() || CHOSEN.matcher(output).matches();
    return chosen && compared.status() == Status.FAIL
        ? OutputResult.unsupported(
            output, "bfloat16 may choose otherwise: differs by " + compared.difference())
        : compared;
  }

  private static double allowed(TensorValues expected) {
    double largest =
        DoubleStream.of(expected.numbers()).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    return Math.max(OutputComparison.FORWARD, SHARE * largest);
  }
}
