package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Numbers that the library and plain Java both read. The same on every machine. */
record KernelTensor(float[] values, Shape shape) {
  /**
   * More digits than bfloat16 and TensorFloat-32 hold, so that a kernel which computes with those
   * is seen; few enough that products with {@link #small} add up in float32 without rounding.
   */
  private static final int WIDE = 4095;

  private static final int SMALL = 2;

  /** Whole numbers of up to 12 bits. */
  static KernelTensor wide(long... shape) {
    return whole(WIDE, shape);
  }

  /** Whole numbers from -2 to 2. */
  static KernelTensor small(long... shape) {
    return whole(SMALL, shape);
  }

  private static KernelTensor whole(int bound, long... shape) {
    Random random = random(shape);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(2 * bound + 1) - bound;
    }
    return new KernelTensor(values, new Shape(shape));
  }

  /** Numbers around zero, 2 of 3 between -1 and 1. */
  static KernelTensor real(long... shape) {
    Random random = random(shape);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new KernelTensor(values, new Shape(shape));
  }

  /** {@code count} numbers at equal distances. */
  static KernelTensor range(double from, double to, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (from + (to - from) * i / (count - 1));
    }
    return new KernelTensor(values, new Shape(count));
  }

  private static Random random(long... shape) {
    return new Random(java.util.Arrays.hashCode(shape));
  }

  private static int size(long... shape) {
    return Math.toIntExact(new Shape(shape).size());
  }

  NDArray on(NDManager manager) {
    return manager.create(values, shape);
  }

  double[] doubles() {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
