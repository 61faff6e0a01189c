package io.fusebox.pretrain.reading;

import java.util.SplittableRandom;

/** The made-up codes of a batch: for each exercise new random vectors, and one that all share. */
final class CodeBook {
  private final SplittableRandom random;
  private final float[][][] codes;
  private final float[][] common;
  private final int width;

  CodeBook(SplittableRandom random, int exercises, int width) {
    this.random = random;
    this.codes = new float[exercises][Codes.COUNT][];
    this.common = new float[exercises][];
    this.width = width;
  }

  int width() {
    return width;
  }

  /** The vector of a code in one exercise. */
  float[] code(int exercise, int code) {
    if (codes[exercise][code] == null) {
      codes[exercise][code] = vector();
    }
    return codes[exercise][code];
  }

  /** The vector that all positions of one exercise share. */
  float[] common(int exercise) {
    if (common[exercise] == null) {
      common[exercise] = vector();
    }
    return common[exercise];
  }

  /** A vector of its own. */
  float[] vector() {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** How loud one side of one exercise is. */
  float loudness() {
    return (float) Math.exp(0.5 * random.nextGaussian());
  }
}
