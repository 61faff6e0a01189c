package io.fusebox.pretrain;

import io.fusebox.pretrain.world.Scene;
import java.util.Random;

/**
 * What an encoder's vectors are to look like: a random vector for each shape and each colour, 0 =
 * nothing, drawn once. A patch that shows a thing is to give the sum of the thing's two vectors, so
 * that all that shows the same looks the same: features that are clean take few examples to learn
 * from. The vectors mean nothing to anybody else.
 */
final class PictureCodes {
  private final int width;
  private final float[][] shapes;
  private final float[][] colours;

  PictureCodes(int width, long seed) {
    Random random = new Random(seed * 31 + 17);
    this.width = width;
    this.shapes = codes(random, 1 + Scene.PAINTED);
    this.colours = codes(random, 1 + Scene.COLOURS.size());
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

  /** Writes {@code share} of the vector of a shape and a colour on top of what is there. */
  void add(float[] target, int at, int shape, int colour, float share) {
    for (int i = 0; i < width; i++) {
      target[at + i] += share * (shapes[shape][i] + colours[colour][i]);
    }
  }

  int width() {
    return width;
  }
}
