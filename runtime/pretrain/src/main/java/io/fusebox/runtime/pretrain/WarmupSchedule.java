package io.fusebox.runtime.pretrain;

/** A learning rate that rises in the first steps and then falls to 0 along half a cosine. */
record WarmupSchedule(double rate, long steps) {
  private static final double SHARE = 0.08;

  /** The rate of step {@code step}, counted from 0. */
  double at(long step) {
    double rising = SHARE * steps;
    if (step < rising) {
      return rate * (step + 1) / (rising + 1);
    }
    return rate * (1 + Math.cos(Math.PI * (step - rising) / (steps - rising))) / 2;
  }
}
