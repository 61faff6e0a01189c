package io.fusebox.runtime.pretrain.reading;

import java.util.Random;

/** Random vectors. */
final class NoiseVectors {
  private NoiseVectors() {}

  /** A vector of independent normal components. */
  static float[] vector(Random random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
