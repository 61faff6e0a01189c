package io.fusebox.runtime.selfcheck.kernels;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A convolution over one, two or three axes in plain Java.
 *
 * @param examples how many it reads at once
 * @param padding zeros before and after the last axis
 * @param size of each axis
 * @param kernel of each axis
 * @param stride of each axis
 */
record JavaConvolution(
    int examples,
    int in,
    int out,
    int groups,
    int padding,
    int[] size,
    int[] kernel,
    int[] stride) {
  private static final int TWO = 2;

  /** Over one axis. */
  static JavaConvolution over(int length, int in, int out, int kernel, int stride) {
    return new JavaConvolution(
        TWO, in, out, 1, 0, new int[] {length}, new int[] {kernel}, new int[] {stride});
  }

  /** Over one axis, in groups, with half a kernel of zeros at both ends. */
  static JavaConvolution padded(int length, int width, int groups, int kernel) {
    return new JavaConvolution(
        TWO,
        width,
        width,
        groups,
        kernel / 2,
        new int[] {length},
        new int[] {kernel},
        new int[] {1});
  }

  /** Two patches along each axis, and one number that fills none. */
  static JavaConvolution cutting(int in, int out, int... patch) {
    int[] size = IntStream.of(patch).map(p -> 2 * p + 1).toArray();
    return new JavaConvolution(TWO, in, out, 1, 0, size, patch, patch);
  }

  /** The same of one example alone, for which the library may choose another kernel. */
  JavaConvolution ofOne() {
    return new JavaConvolution(1, in, out, groups, padding, size, kernel, stride);
  }

  /** {@code [b, in, ...]}. */
  KernelTensor input() {
    return KernelTensor.wide(shape(examples, in, size));
  }

  /** {@code [out, in / groups, ...]}. */
  KernelTensor weight() {
    return KernelTensor.small(shape(out, in / groups, kernel));
  }

  KernelTensor bias() {
    return KernelTensor.wide(out);
  }

  private static long[] shape(int first, int second, int[] axes) {
    return LongStream.concat(LongStream.of(first, second), IntStream.of(axes).asLongStream())
        .toArray();
  }

  /** {@code [b, in, ...] -> [b, out, ...]}. */
  double[] apply(double[] x, double[] weight, double[] bias) {
    int[] steps = IntStream.range(0, size.length).map(this::steps).toArray();
    int places = IntStream.of(steps).reduce(1, Math::multiplyExact);
    double[] y = new double[examples * out * places];
    for (int i = 0; i < y.length; i++) {
      int channel = i / places % out;
      int[] from = from(i % places, steps);
      y[i] = bias[channel] + at(x, i / places / out, from, weight, channel);
    }
    return y;
  }

  private int steps(int axis) {
    return (size[axis] + 2 * padding - kernel[axis]) / stride[axis] + 1;
  }

  /** Where the kernel begins along each axis, for the place of this number in the result. */
  private int[] from(int place, int[] steps) {
    int[] from = new int[steps.length];
    int rest = place;
    for (int axis = steps.length - 1; axis >= 0; axis--) {
      from[axis] = rest % steps[axis] * stride[axis] - padding;
      rest /= steps[axis];
    }
    return from;
  }

  /** One number: the kernel of {@code channel} at one place of one example. */
  private double at(double[] x, int example, int[] from, double[] weight, int channel) {
    int each = in / groups;
    int first = channel / (out / groups) * each;
    double sum = 0;
    for (int c = 0; c < each; c++) {
      sum += axis(0, x, example * in + first + c, from, weight, channel * each + c);
    }
    return sum;
  }

  /** The kernel's products along one axis, and in it along the next. */
  private double axis(
      int axis, double[] x, int readFrom, int[] from, double[] weight, int weightFrom) {
    boolean last = axis == size.length - 1;
    double sum = 0;
    for (int k = Math.max(0, -from[axis]);
        k < Math.min(kernel[axis], size[axis] - from[axis]);
        k++) {
      int read = readFrom * size[axis] + from[axis] + k;
      int tap = weightFrom * kernel[axis] + k;
      sum += last ? x[read] * weight[tap] : axis(axis + 1, x, read, from, weight, tap);
    }
    return sum;
  }
}
