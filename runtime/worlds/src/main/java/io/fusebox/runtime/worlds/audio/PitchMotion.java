package io.fusebox.runtime.worlds.audio;

/** Where a note's pitch goes. */
public enum PitchMotion {
  STEADY,
  RISING,
  FALLING,
  TREMBLING;

  /** How often a second it trembles. */
  private static final double TREMOR = 7;

  private static final double DEPTH = 0.08;

  /**
   * By what the pitch is multiplied.
   *
   * @param done which part of the note is over
   * @param seconds since its beginning
   * @param octaves how far it goes
   */
  double factor(double done, double seconds, double octaves) {
    return switch (this) {
      case STEADY -> 1;
      case RISING -> Math.pow(2, octaves * done);
      case FALLING -> Math.pow(2, -octaves * done);
      case TREMBLING -> 1 + DEPTH * Math.sin(2 * Math.PI * TREMOR * seconds);
    };
  }
}
