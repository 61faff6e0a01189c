package io.fusebox.runtime.data.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** How good a run's answers are, whatever the task. Shares are from 0 to 1. */
public interface Scores {
  /** The name of the accuracy over all questions. */
  String OVERALL = "overall";

  /** How many questions were answered. */
  long count();

  /** The number by which runs are compared. */
  double accuracy();

  /** The same for each kind of question: answer types, or classes. */
  Map<String, Double> accuracyByKind();

  /** The few by which tables and plots compare runs: by kind, {@link #OVERALL} last. */
  default Map<String, Double> headline() {
    Map<String, Double> headline = new LinkedHashMap<>(accuracyByKind());
    headline.put(OVERALL, accuracy());
    return headline;
  }

  /** Every score by its name, in the order in which to show them; {@code accuracy} is the first. */
  Map<String, Double> numbers();

  /** A table for people, in percent. */
  String table();
}
