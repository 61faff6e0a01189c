package io.fusebox.runtime.pretrain.reading;

import java.util.Random;

/** Random numbers from ranges. */
final class RandomRanges {
  private RandomRanges() {}

  static float real(Random random, double from, double to) {
    return (float) (from + (to - from) * random.nextDouble());
  }

  /** Both ends included. */
  static int whole(Random random, int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  static boolean chance(Random random, double probability) {
    return random.nextDouble() < probability;
  }
}
