package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.HostTensor;

/**
 * Bicubic interpolation of a row of numbers as a matrix, since it is linear: what PyTorch's {@code
 * interpolate(mode="bicubic", align_corners=False)} does along one axis (Keys 1981, "Cubic
 * Convolution Interpolation for Digital Image Processing").
 *
 * @param from the length of the row
 * @param to the length that it gets
 * @param antialias whether a row that becomes shorter is smoothed; PyTorch uses another cubic with
 *     it, and leaves out what lies beyond the ends instead of repeating them
 */
record BicubicWeights(int from, int to, boolean antialias) {
  private static final double PLAIN = -0.75;
  private static final double ANTIALIASED = -0.5;

  /** {@code [to, from]}. */
  HostTensor matrix() {
    float[] matrix = new float[Math.multiplyExact(to, from)];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      double[] row = antialias ? antialiased(scale * (i + 0.5), scale) : plain(scale * (i + 0.5));
      for (int j = 0; j < from; j++) {
        matrix[i * from + j] = (float) row[j];
      }
    }
    return new HostTensor(new Shape(to, from), matrix);
  }

  /** Four taps around the place; those beyond the ends are the ends. */
  private double[] plain(double center) {
    double[] row = new double[from];
    double place = center - 0.5;
    int first = (int) Math.floor(place) - 1;
    for (int tap = first; tap < first + 4; tap++) {
      row[Math.max(0, Math.min(from - 1, tap))] += cubic(place - tap, PLAIN);
    }
    return row;
  }

  /** As many taps as the row shrinks, normalised. */
  private double[] antialiased(double center, double scale) {
    double[] row = new double[from];
    double stretch = Math.max(scale, 1);
    int first = Math.max(0, (int) (center - 2 * stretch + 0.5));
    int end = Math.min(from, (int) (center + 2 * stretch + 0.5));
    double sum = 0;
    for (int tap = first; tap < end; tap++) {
      row[tap] = cubic((tap - center + 0.5) / stretch, ANTIALIASED);
      sum += row[tap];
    }
    for (int tap = first; tap < end; tap++) {
      row[tap] /= sum;
    }
    return row;
  }

  private static double cubic(double distance, double a) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
  }
}
