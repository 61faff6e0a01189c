package io.fusebox.runtime.selfcheck.kernels;

import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.GroupNorm;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Layer norm, root mean square norm, and group norm with one group for each channel. */
final class NormKernels {
  private static final float EPS = 1e-5f;
  private static final int[] WIDTHS = {1, 5, 24, 33, 100, 768, 1027};

  private NormKernels() {}

  static Stream<Kernel> all() {
    return Stream.of(
            IntStream.of(WIDTHS).mapToObj(width -> layerNorm(5, width)),
            IntStream.of(WIDTHS).mapToObj(width -> rmsNorm(5, width)),
            Stream.of(groupNorm(24, 37), groupNorm(33, 5), groupNorm(512, 101)))
        .flatMap(kernels -> kernels);
  }

  static Stream<Kernel> trained() {
    return Stream.of(layerNorm(3, 24), layerNorm(2, 33), rmsNorm(3, 24), groupNorm(24, 7));
  }

  private static Kernel layerNorm(int rows, int width) {
    return new Kernel(
        Kernel.name("layer norm, %d x %d", rows, width),
        List.of(
            KernelTensor.real(1, rows, width), KernelTensor.real(width), KernelTensor.real(width)),
        x -> new LayerNorm(x.get(1), x.get(2), EPS).apply(x.get(0)),
        x -> normalised(x, width, true, i -> i % width));
  }

  private static Kernel rmsNorm(int rows, int width) {
    return new Kernel(
        Kernel.name("RMS norm, %d x %d", rows, width),
        List.of(KernelTensor.real(1, rows, width), KernelTensor.real(width)),
        x -> new RmsNorm(x.get(1), EPS).apply(x.get(0)),
        x -> normalised(x, width, false, i -> i % width));
  }

  private static Kernel groupNorm(int channels, int positions) {
    return new Kernel(
        Kernel.name("group norm, %d x %d", channels, positions),
        List.of(
            KernelTensor.real(2, channels, positions),
            KernelTensor.real(channels),
            KernelTensor.real(channels)),
        x -> new GroupNorm(x.get(1), x.get(2), EPS).apply(x.get(0)),
        x -> normalised(x, positions, true, i -> i / positions % channels));
  }

  /** Which weight a number has. */
  private interface Of {
    int weight(int number);
  }

  /** Each row is divided by its root mean square, around its mean or around zero. */
  private static double[] normalised(double[][] x, int width, boolean centred, Of of) {
    double[] y = new double[x[0].length];
    for (int from = 0; from < y.length; from += width) {
      double mean = centred ? mean(x[0], from, width, 0, 1) : 0;
      double scale = 1 / Math.sqrt(mean(x[0], from, width, mean, 2) + EPS);
      for (int i = from; i < from + width; i++) {
        double bias = x.length > 2 ? x[2][of.weight(i)] : 0;
        y[i] = (x[0][i] - mean) * scale * x[1][of.weight(i)] + bias;
      }
    }
    return y;
  }

  /** The mean of {@code (x - centre)^power} of one row. */
  private static double mean(double[] x, int from, int width, double centre, int power) {
    double sum = 0;
    for (int i = from; i < from + width; i++) {
      sum += Math.pow(x[i] - centre, power);
    }
    return sum / width;
  }
}
