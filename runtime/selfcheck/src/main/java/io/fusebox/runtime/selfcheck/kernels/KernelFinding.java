package io.fusebox.runtime.selfcheck.kernels;

import java.util.List;
import java.util.Optional;

/**
 * The output of a kernel.
 *
 * @param status whether it is right
 * @param detail what is wrong with it; empty if nothing is
 */
public record KernelFinding(String kernel, Status status, String detail) {
  /**
   * Of the largest number. Float32 stays far below it, whatever the order of its sums; bfloat16 and
   * TensorFloat-32 do not.
   */
  private static final double TOLERANCE = 1e-5;

  /** Whether a kernel is right. */
  public enum Status {
    RIGHT,
    WRONG,
    /** It gave no result at all. */
    FAILED
  }

  static KernelFinding of(String kernel, float[] found, double[] expected) {
    return wrong(found, expected)
        .map(detail -> new KernelFinding(kernel, Status.WRONG, detail))
        .orElseGet(() -> new KernelFinding(kernel, Status.RIGHT, ""));
  }

  /** Of a kernel that gave no result. */
  public static KernelFinding failed(String kernel, String reason) {
    return new KernelFinding(kernel, Status.FAILED, reason);
  }

  /** Those that are wrong. */
  public static List<KernelFinding> wrong(List<KernelFinding> findings) {
    return findings.stream().filter(f -> f.status == Status.WRONG).toList();
  }

  /** Those of kernels that gave no result. */
  public static List<KernelFinding> failed(List<KernelFinding> findings) {
    return findings.stream().filter(f -> f.status == Status.FAILED).toList();
  }

  private static Optional<String> wrong(float[] found, double[] expected) {
    if (found.length != expected.length) {
      return Optional.of("%d numbers, not %d".formatted(found.length, expected.length));
    }
    double bound = TOLERANCE * largest(expected);
    int wrong = 0;
    int first = -1;
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= bound)) { // NaN is not
        wrong++;
        first = first < 0 ? i : first;
      }
    }
    return wrong == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d numbers, the first is %s and not %s"
                .formatted(wrong, found.length, found[first], (float) expected[first]));
  }

  private static double largest(double[] numbers) {
    double largest = Double.MIN_NORMAL;
    for (double number : numbers) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }
}
