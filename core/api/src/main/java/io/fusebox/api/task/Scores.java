package io.fusebox.api.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How good a run's answers are, whatever the task. Shares are from 0 to 1. */
public interface Scores {
  /** The name of the accuracy over all questions. */
  String OVERALL = "overall";

  /** The share of answers that are the target letter for letter, spaces around them aside. */
  static Scores exact(List<Example> examples, List<String> answers) {
    return ExactScores.of(examples, answers);
  }

  /** How many questions were answered. */
  long count();

  /** The number by which runs are compared. */
  double accuracy();

  /** The same for each kind of question: answer types, or classes. */
  default Map<String, Double> accuracyByType() {
    return Map.of();
  }

  /** The few by which tables and plots compare runs: by kind, {@link #OVERALL} last. */
  default Map<String, Double> headline() {
    Map<String, Double> headline = new LinkedHashMap<>(accuracyByType());
    headline.put(OVERALL, accuracy());
    return headline;
  }

  /** Every score by its name, in the order in which to show them; {@code accuracy} is the first. */
  default Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("accuracy", accuracy());
    accuracyByType().forEach((kind, share) -> numbers.put("accuracy " + kind, share));
    return numbers;
  }

  /** A table for people, in percent. */
  default String table() {
    StringBuilder table = new StringBuilder();
    accuracyByType().forEach((kind, share) -> table.append(row(kind, share)));
    return table.append(row(OVERALL + ", " + count() + " questions", accuracy())).toString();
  }

  private static String row(String name, double share) {
    return String.format(Locale.ROOT, "%-32s %9.2f%n", name, 100 * share);
  }
}
