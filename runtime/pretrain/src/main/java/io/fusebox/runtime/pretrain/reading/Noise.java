package io.fusebox.runtime.pretrain.reading;

import java.util.Random;

/** Random vectors. */
final class Noise {
  private Noise() {}

  /** A vector of independent normal components. */
  static float[] vector(Random random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
