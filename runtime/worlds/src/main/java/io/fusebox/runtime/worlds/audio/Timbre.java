package io.fusebox.runtime.worlds.audio;

import java.util.Random;

/** The properties of a note: its harmonics, from the first on; none = noise. */
public enum Timbre {
  PURE(1),
  ORGAN(1, 0.7, 0, 0.5, 0, 0, 0, 0.3),
  REED(1, 0, 1 / 3.0, 0, 1 / 5.0, 0, 1 / 7.0),
  BUZZ(1, 1 / 2.0, 1 / 3.0, 1 / 4.0, 1 / 5.0, 1 / 6.0, 1 / 7.0, 1 / 8.0),
  HISS;

  private final double[] harmonics;

  Timbre(double... harmonics) {
    this.harmonics = harmonics;
  }

  /** Whether it has a pitch. */
  public boolean pitched() {
    return harmonics.length > 0;
  }

  /**
   * One sample.
   *
   * @param phase of the first harmonic, in radians
   * @param audible how many harmonics there is room for below half the sampling rate
   */
  double sample(double phase, int audible, Random random) {
    if (!pitched()) {
      return 0.5 * random.nextGaussian();
    }
    double sum = 0;
    for (int i = 0; i < Math.min(audible, harmonics.length); i++) {
      sum += harmonics[i] * Math.sin((i + 1) * phase);
    }
    return sum;
  }
}
