package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Positions that are computed and not learnt (Vaswani et al. 2017, section 3.5). */
final class SinusoidalPositions {
  private SinusoidalPositions() {}

  /** {@code [1, n, d]}: sines at even places, cosines at odd ones; in double, then rounded. */
  static NDArray positions(NDManager owner, int n, int d) {
    float[] table = new float[Math.multiplyExact(n, d)];
    for (int position = 0; position < n; position++) {
      for (int j = 0; j < d; j++) {
        double angle = position / Math.pow(10000, 2.0 * (j / 2) / d);
        table[position * d + j] = (float) (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    try (NDArray borrowed = owner.create(table, new Shape(1, n, d))) {
      return borrowed.duplicate(); // what create() gives may dangle
    }
  }
}
