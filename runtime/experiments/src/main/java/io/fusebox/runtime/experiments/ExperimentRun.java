package io.fusebox.runtime.experiments;

import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.toolkit.files.Sha256;
import java.util.SortedMap;

/**
 * One training and the evaluation of what it gave.
 *
 * @param plan what is drawn and how it is trained on
 * @param trainable how many numbers are trained
 * @param updates how many updates that takes; 0 where nothing is trained
 * @param keyEntries by name, everything that decides the run's every bit, test questions included
 */
public record ExperimentRun(
    Arm arm,
    TrainingPlan plan,
    long trainable,
    long updates,
    SortedMap<String, String> keyEntries) {

  /** Digest of what decides the run: a run of the same key has the same result. */
  public String key() {
    return Sha256.hex(keyEntries).substring(0, 16);
  }

  /** For people: {@code promptfuse, 512 shots, seed 0}. */
  public String title() {
    return updates == 0
        ? arm.label()
        : "%s, %s, seed %d"
            .formatted(
                arm.label(),
                plan.shots() == 0 ? "all examples" : plan.shots() + " shots",
                plan.seed());
  }
}
