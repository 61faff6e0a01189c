package io.fusebox.runtime.selfcheck.kernels;

import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.tensor.AttentionMasks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Probabilities: of attention, of words, and what a loss makes of them. */
final class SoftmaxKernels {
  private static final int[] WIDTHS = {1, 7, 24, 33, 197, 1025};

  private SoftmaxKernels() {}

  static Stream<Kernel> all() {
    return Stream.of(
            IntStream.of(WIDTHS).mapToObj(width -> softmax(5, width)),
            IntStream.of(WIDTHS).mapToObj(width -> masked(5, width)),
            IntStream.of(7, 24, 1000, 50265).mapToObj(width -> logSoftmax(2, width)),
            IntStream.of(7, 24, 1000, 50265).mapToObj(width -> crossEntropy(3, width)),
            IntStream.of(7, 1003).mapToObj(width -> largest(5, width)))
        .flatMap(kernels -> kernels);
  }

  static Stream<Kernel> trained() {
    return Stream.of(
        softmax(3, 24), softmax(2, 33), masked(3, 17), logSoftmax(3, 24), crossEntropy(4, 33));
  }

  private static Kernel softmax(int rows, int width) {
    return new Kernel(
        Kernel.name("softmax, %d x %d", rows, width),
        List.of(KernelTensor.real(rows, width)),
        x -> x.get(0).softmax(-1),
        x -> shares(x[0], width, width));
  }

  /** The last of each row may not be seen, if there are more. */
  private static Kernel masked(int rows, int width) {
    int seen = Math.max(1, width - 2);
    float[] allowed = new float[width];
    Arrays.fill(allowed, 0, seen, 1);
    return new Kernel(
        Kernel.name("masked softmax, %d x %d", rows, width),
        List.of(KernelTensor.real(rows, width)),
        x ->
            x.get(0)
                .add(AttentionMasks.additive(x.get(0).getManager().create(allowed)))
                .softmax(-1),
        x -> shares(x[0], width, seen));
  }

  private static Kernel logSoftmax(int rows, int width) {
    return new Kernel(
        Kernel.name("log-softmax, %d x %d", rows, width),
        List.of(KernelTensor.real(rows, width)),
        x -> x.get(0).logSoftmax(-1),
        x -> Arrays.stream(shares(x[0], width, width)).map(Math::log).toArray());
  }

  /** Of labels that stand at equal distances. */
  private static Kernel crossEntropy(int rows, int width) {
    long[] labels = IntStream.range(0, rows).mapToLong(row -> row * (width - 1L) / rows).toArray();
    return new Kernel(
        Kernel.name("cross-entropy, %d x %d", rows, width),
        List.of(KernelTensor.real(1, rows, width)),
        x -> Losses.crossEntropy(x.get(0), x.get(0).getManager().create(new long[][] {labels})),
        x -> {
          double[] shares = shares(x[0], width, width);
          double sum = 0;
          for (int row = 0; row < rows; row++) {
            sum -= Math.log(shares[row * width + (int) labels[row]]);
          }
          return new double[] {sum / rows};
        });
  }

  private static Kernel largest(int rows, int width) {
    return new Kernel(
        Kernel.name("argmax, %d x %d", rows, width),
        List.of(KernelTensor.real(rows, width)),
        x -> x.get(0).argMax(-1).toType(ai.djl.ndarray.types.DataType.FLOAT32, false),
        x ->
            IntStream.range(0, rows)
                .mapToDouble(row -> largest(x[0], row * width, width))
                .toArray());
  }

  private static int largest(double[] x, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = x[from + i] > x[from + best] ? i : best;
    }
    return best;
  }

  /** Softmax of each row's first {@code seen} numbers; 0 for the rest. */
  private static double[] shares(double[] x, int width, int seen) {
    double[] y = new double[x.length];
    for (int from = 0; from < x.length; from += width) {
      double sum = 0;
      for (int i = from; i < from + seen; i++) {
        y[i] = Math.exp(x[i]);
        sum += y[i];
      }
      for (int i = from; i < from + seen; i++) {
        y[i] /= sum;
      }
    }
    return y;
  }
}
