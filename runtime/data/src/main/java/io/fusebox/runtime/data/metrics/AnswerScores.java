package io.fusebox.runtime.data.metrics;

import io.fusebox.api.task.Scores;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How good open-ended answers are: over all, and for each type of answer. */
public record AnswerScores(AnswerTypeScore overall, SortedMap<String, AnswerTypeScore> byAnswerType)
    implements Scores {
  private static final String ROW = "%-12s %9s %9s %9s%n";

  public AnswerScores {
    byAnswerType = Collections.unmodifiableSortedMap(new TreeMap<>(byAnswerType));
  }

  /**
   * Means over some questions.
   *
   * @param count how many questions
   * @param vqaAccuracy the official VQA accuracy, from 0 to 1
   * @param exactMatch the share of answers that are the target letter for letter, spaces around
   *     them aside, from 0 to 1
   */
  public record AnswerTypeScore(long count, double vqaAccuracy, double exactMatch) {}

  @Override
  public long count() {
    return overall.count();
  }

  /** The official VQA accuracy. */
  @Override
  public double accuracy() {
    return overall.vqaAccuracy();
  }

  @Override
  public Map<String, Double> accuracyByType() {
    Map<String, Double> means = new TreeMap<>();
    byAnswerType.forEach((type, score) -> means.put(type, score.vqaAccuracy()));
    return means;
  }

  @Override
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("accuracy", accuracy());
    numbers.put("exact match", overall.exactMatch());
    byAnswerType.forEach((type, score) -> numbers.put("accuracy " + type, score.vqaAccuracy()));
    return Collections.unmodifiableMap(numbers);
  }

  /** Answer type, number of questions, both means. */
  @Override
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(ROW.formatted("answer type", "questions", "VQA acc.", "exact"));
    byAnswerType.forEach((type, score) -> table.append(row(type, score)));
    return table.append(row("overall", overall)).toString();
  }

  private static String row(String name, AnswerTypeScore score) {
    return ROW.formatted(
        name, score.count(), percent(score.vqaAccuracy()), percent(score.exactMatch()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
