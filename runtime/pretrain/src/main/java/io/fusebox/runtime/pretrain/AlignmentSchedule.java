package io.fusebox.runtime.pretrain;

/**
 * How much it counts in the course of a training that vectors {@linkplain ClassCodes look clean}:
 * first an encoder learns what is what, then to say it cleanly.
 */
record AlignmentSchedule(long steps) {
  private static final double MOST = 4;
  private static final double BEGIN = 0.4;
  private static final double RISE = 0.4;

  /** The weight at step {@code step}, counted from 0. */
  double at(long step) {
    double done = (double) step / steps;
    return MOST * Math.max(0, Math.min(1, (done - BEGIN) / RISE));
  }
}
