package io.fusebox.runtime.experiments;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.task.Scores;
import java.util.List;
import java.util.Map;

/**
 * The scores of an arm with some number of shots.
 *
 * @param trainable how many numbers were trained
 * @param scores by answer type, {@code overall} last, from 0 to 1
 * @param outcomes one for each seed, in their order; one alone for what has no seed
 */
public record ResultRow(
    Arm arm,
    int shots,
    long trainable,
    Map<String, SampleStatistics> scores,
    List<RunOutcome> outcomes) {
  /** The group of all questions. */
  public static final String OVERALL = Scores.OVERALL;

  /** The score over all questions. */
  public SampleStatistics overall() {
    return requireNonNull(scores.get(OVERALL));
  }
}
