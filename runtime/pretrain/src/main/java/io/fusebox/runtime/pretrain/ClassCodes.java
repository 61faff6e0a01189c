package io.fusebox.runtime.pretrain;

import java.util.Random;

/**
 * The targets of an encoder's vectors: a random vector for each class of two kinds (shapes and
 * colours, timbres and motions), 0 = nothing, drawn once. A patch or a frame that holds something
 * is to give the sum of its two vectors, so that all that is the same looks the same: features that
 * are clean take few examples to learn from. The vectors mean nothing to anybody else.
 */
final class ClassCodes {
  private final int width;
  private final float[][] first;
  private final float[][] second;

  /**
   * Draws the vectors.
   *
   * @param firstClasses how many classes there are of the first kind, nothing included
   */
  ClassCodes(int width, int firstClasses, int secondClasses, long seed) {
    Random random = new Random(seed * 31 + 17);
    this.width = width;
    this.first = codes(random, firstClasses);
    this.second = codes(random, secondClasses);
  }

  /** Of variance 1/2: the sum of two is as long as what a LayerNorm gives. */
  private float[][] codes(Random random, int count) {
    float[][] codes = new float[count][width];
    for (float[] code : codes) {
      for (int i = 0; i < width; i++) {
        code[i] = (float) (random.nextGaussian() / Math.sqrt(2));
      }
    }
    return codes;
  }

  /** Writes {@code share} of the vectors of two classes on top of what is there. */
  void add(float[] target, int at, int one, int other, float share) {
    for (int i = 0; i < width; i++) {
      target[at + i] += share * (first[one][i] + second[other][i]);
    }
  }

  int width() {
    return width;
  }
}
