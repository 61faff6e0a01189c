package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Tensors for tests. */
public final class Tensors {
  private Tensors() {}

  /** Normal numbers that depend on the seed alone. */
  public static NDArray normal(NDManager manager, Shape shape, long seed) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    try (NDArray borrowed = manager.create(values, shape)) {
      return borrowed.duplicate();
    }
  }

  /** Same shape, and no element further away than {@code tolerance}; NaN never passes. */
  public static void assertClose(NDArray expected, NDArray found, double tolerance, String what) {
    assertEquals(expected.getShape(), found.getShape(), what);
    double difference = maxDifference(expected, found);
    if (!(difference <= tolerance)) {
      throw new AssertionError(what + ": largest absolute difference " + difference);
    }
  }

  /** The largest absolute difference; NaN if any element is. */
  public static double maxDifference(NDArray a, NDArray b) {
    float[] x = floats(a);
    float[] y = floats(b);
    double max = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = Math.abs((double) x[i] - y[i]);
      max = difference > max || Double.isNaN(difference) ? difference : max;
      if (Double.isNaN(max)) {
        return max;
      }
    }
    return max;
  }

  private static float[] floats(NDArray array) {
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }
}
