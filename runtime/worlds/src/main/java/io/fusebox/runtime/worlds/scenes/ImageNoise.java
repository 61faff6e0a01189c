package io.fusebox.runtime.worlds.scenes;

import java.util.Random;

/** Turns a channel's value into a byte, with normal noise of this strength on the way. */
record ImageNoise(Random random, double strength) {
  byte apply(double value) {
    double noisy = strength == 0 ? value : value + strength * random.nextGaussian();
    return (byte) Math.max(0, Math.min(255, Math.round(noisy)));
  }
}
