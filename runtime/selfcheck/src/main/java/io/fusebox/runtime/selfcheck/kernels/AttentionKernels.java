package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.List;
import java.util.stream.Stream;

/** Heads that attend: scores, their softmax, and the weighted sum in one kernel of the library. */
final class AttentionKernels {
  private static final double SCALE = 0.25;

  private AttentionKernels() {}

  static Stream<Kernel> all() {
    return Stream.of(
        attention(2, 1, 7, 3),
        attention(1, 5, 33, 24),
        attention(2, 33, 33, 64), //
        attention(1, 37, 517, 17),
        attention(1, 197, 197, 64));
  }

  static Stream<Kernel> trained() {
    return Stream.of(attention(1, 3, 5, 4), attention(1, 2, 33, 3));
  }

  private static Kernel attention(int heads, int t, int s, int width) {
    return new Kernel(
        Kernel.name("attention, %d heads of %d, %d x %d", heads, width, t, s),
        List.of(
            KernelTensor.real(1, heads, t, width),
            KernelTensor.real(1, heads, s, width),
            KernelTensor.real(1, heads, s, width),
            KernelTensor.real(1, 1, t, s)),
        x ->
            Attention.heads(
                x.get(0),
                new KeyValue(x.get(1), x.get(2)),
                x.get(3),
                x.get(0).getManager().full(new Shape(), (float) SCALE)),
        x -> attended(x, heads, t, s, width));
  }

  /** {@code [t, heads * width]}. */
  private static double[] attended(double[][] x, int heads, int t, int s, int width) {
    double[] y = new double[t * heads * width];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < t; i++) {
        double[] weights = weights(x, head, i, t, s, width);
        for (int j = 0; j < s; j++) {
          for (int c = 0; c < width; c++) {
            y[(i * heads + head) * width + c] += weights[j] * x[2][(head * s + j) * width + c];
          }
        }
      }
    }
    return y;
  }

  private static double[] weights(double[][] x, int head, int i, int t, int s, int width) {
    double[] weights = new double[s];
    double sum = 0;
    for (int j = 0; j < s; j++) {
      double score = x[3][i * s + j];
      for (int c = 0; c < width; c++) {
        score += SCALE * x[0][(head * t + i) * width + c] * x[1][(head * s + j) * width + c];
      }
      weights[j] = Math.exp(score);
      sum += weights[j];
    }
    for (int j = 0; j < s; j++) {
      weights[j] /= sum;
    }
    return weights;
  }
}
