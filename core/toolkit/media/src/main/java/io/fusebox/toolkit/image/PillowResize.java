package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import java.util.function.DoubleUnaryOperator;

/**
 * Pillow's resize of 8-bit images, to the bit: a separable filter in 22-bit fixed point, widened on
 * reduction (antialiasing), horizontal then vertical, rounded to 8 bits between.
 */
public enum PillowResize {
  BILINEAR(1, PillowResize::triangle),
  BICUBIC(2, PillowResize::cubic);

  private static final int BITS = 22;

  private final double support;
  private final DoubleUnaryOperator filter;

  PillowResize(double support, DoubleUnaryOperator filter) {
    this.support = support;
    this.filter = filter;
  }

  /**
   * Resizes an image.
   *
   * @throws FuseboxException when the image in between would be too large to be meant
   */
  public Pixels resize(Pixels in, int height, int width) {
    checkSize(in, in.height(), width);
    checkSize(in, height, width);
    Pixels narrow = width == in.width() ? in : horizontal(in, width);
    return height == in.height() ? narrow : vertical(narrow, height);
  }

  private static void checkSize(Pixels in, long height, long width) {
    if (height < 1 || width < 1 || height * width > ImageDecoder.MAX_PIXELS) {
      throw new FuseboxException(
          "resizing an image of %d x %d would need one of %d x %d, but at most %d pixels are allowed: crop it first"
              .formatted(in.width(), in.height(), width, height, ImageDecoder.MAX_PIXELS));
    }
  }

  private Pixels horizontal(Pixels in, int width) {
    Pixels out = Pixels.black(in.height(), width);
    Taps taps = taps(in.width(), width);
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (y * in.width() + taps.first[x]);
        weigh(in.rgb(), from, 3, taps.weights[x], out.rgb(), 3 * (y * width + x));
      }
    }
    return out;
  }

  private Pixels vertical(Pixels in, int height) {
    int width = in.width();
    Pixels out = Pixels.black(height, width);
    Taps taps = taps(in.height(), height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (taps.first[y] * width + x);
        weigh(in.rgb(), from, 3 * width, taps.weights[y], out.rgb(), 3 * (y * width + x));
      }
    }
    return out;
  }

  /** One output pixel: the weighted sum of every {@code step}-th pixel. */
  private static void weigh(byte[] in, int from, int step, int[] weights, byte[] out, int to) {
    for (int c = 0; c < 3; c++) {
      int sum = 1 << (BITS - 1);
      for (int k = 0, at = from + c; k < weights.length; k++, at += step) {
        sum += (in[at] & 0xff) * weights[k];
      }
      out[to + c] = (byte) Math.max(0, Math.min(255, sum >> BITS));
    }
  }

  /** For each output position: the first input position, and the weights from there. */
  private record Taps(int[] first, int[][] weights) {}

  private Taps taps(int in, int out) {
    double scale = (double) in / out;
    double stretch = Math.max(scale, 1);
    double reach = support * stretch;
    Taps taps = new Taps(new int[out], new int[out][]);
    for (int i = 0; i < out; i++) {
      double center = (i + 0.5) * scale;
      int first = Math.max(0, (int) (center - reach + 0.5));
      int end = Math.min(in, (int) (center + reach + 0.5));
      taps.first[i] = first;
      taps.weights[i] = weights(first, end, center, 1 / stretch);
    }
    return taps;
  }

  private int[] weights(int first, int end, double center, double shrink) {
    int count = end - first;
    double[] exact = new double[count];
    double total = 0;
    for (int k = 0; k < count; k++) {
      exact[k] = filter.applyAsDouble((k + first - center + 0.5) * shrink);
      total += exact[k];
    }
    int[] fixed = new int[count];
    for (int k = 0; k < count; k++) {
      double weight = (total == 0 ? exact[k] : exact[k] / total) * (1 << BITS);
      fixed[k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    return fixed;
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }

  /** Keys' cubic with a = -0.5. */
  private static double cubic(double at) {
    double x = Math.abs(at);
    double a = -0.5;
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }
}
