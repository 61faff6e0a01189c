package io.fusebox.runtime.pretrain;

import io.fusebox.runtime.pretrain.reading.Exercise;
import java.util.List;
import java.util.function.Predicate;

/** The running share of right answers to one kind of exercise. */
final class RunningAccuracy {
  private static final double NEW = 0.03;

  private double value;

  double value() {
    return value;
  }

  /** Takes in those exercises of a batch that are of this kind. */
  void add(List<Exercise> batch, boolean[] right, Predicate<Exercise> kind) {
    int all = 0;
    int well = 0;
    for (int i = 0; i < right.length; i++) {
      if (kind.test(batch.get(i))) {
        all++;
        well += right[i] ? 1 : 0;
      }
    }
    if (all > 0) {
      value += NEW * ((double) well / all - value);
    }
  }
}
