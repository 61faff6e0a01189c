package io.fusebox.runtime.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The order of the examples, reshuffled for each epoch; any step's batch can be told alone. */
final class EpochOrder {
  private final int examples;
  private final TrainingPlan plan;
  private long epoch = -1;
  private int[] order = {};

  EpochOrder(int examples, TrainingPlan plan) {
    this.examples = examples;
    this.plan = plan;
  }

  /** The examples of one step. */
  List<Integer> batch(long step) {
    int perEpoch = plan.stepsPerEpoch(examples);
    if (step / perEpoch != epoch) {
      epoch = step / perEpoch;
      order = shuffled();
    }
    int from = Math.toIntExact(step % perEpoch) * plan.batch();
    List<Integer> batch = new ArrayList<>();
    for (int i = from; i < Math.min(examples, from + plan.batch()); i++) {
      batch.add(order[i]);
    }
    return batch;
  }

  /** Fisher and Yates, from the seed and the epoch alone. */
  private int[] shuffled() {
    SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + epoch);
    int[] shuffled = new int[examples];
    for (int i = 0; i < examples; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    return shuffled;
  }
}
