package io.fusebox.runtime.data.metrics;

import io.fusebox.api.task.Scores;
import io.fusebox.runtime.data.metrics.ConfusionMatrix.LabelScore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How good predicted classes are, in addition to what always predicting the same class would score:
 * with 152 sarcastic clips of 356, "always sarcastic" has an F1 of 59.8 on them.
 */
public record ClassScores(ConfusionMatrix found) implements Scores {
  private static final String ROW = "%-32s %9s %9s %9s %9s%n";

  @Override
  public long count() {
    return found.micro().support();
  }

  @Override
  public double accuracy() {
    return found.accuracy();
  }

  /** Of the examples of a class, the share that was taken for it. */
  @Override
  public Map<String, Double> accuracyByType() {
    Map<String, Double> recalls = new LinkedHashMap<>();
    List<LabelScore> each = found.perClass();
    for (int i = 0; i < each.size(); i++) {
      recalls.put(found.labels().get(i), each.get(i).recall());
    }
    return Collections.unmodifiableMap(recalls);
  }

  /**
   * Of two classes, each one's F1; precision, recall and F1, weighted, as the paper reports them;
   * then the accuracy.
   */
  @Override
  public Map<String, Double> headline() {
    Map<String, Double> headline = new LinkedHashMap<>();
    if (found.labels().size() == 2) {
      for (int i = 0; i < 2; i++) {
        headline.put("F1 " + found.labels().get(i), found.perClass().get(i).f1());
      }
    }
    put(headline, "weighted", found.weighted());
    headline.put(OVERALL, accuracy());
    return headline;
  }

  @Override
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("accuracy", accuracy());
    put(numbers, "weighted", found.weighted());
    List<LabelScore> each = found.perClass();
    for (int i = 0; i < each.size(); i++) {
      put(numbers, found.labels().get(i), each.get(i));
    }
    return Collections.unmodifiableMap(numbers);
  }

  private static void put(Map<String, Double> numbers, String name, LabelScore score) {
    numbers.put("precision " + name, score.precision());
    numbers.put("recall " + name, score.recall());
    numbers.put("F1 " + name, score.f1());
  }

  @Override
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(ROW.formatted("class", "examples", "precision", "recall", "F1"));
    for (int i = 0; i < found.labels().size(); i++) {
      String label = found.labels().get(i);
      table.append(row(label, found.perClass().get(i)));
      table.append(row("  always " + label, found.always(label).perClass().get(i)));
    }
    table.append(row("weighted", found.weighted()));
    String majority = found.majority();
    ConfusionMatrix always = found.always(majority);
    table.append(row("  always " + majority, always.weighted()));
    return table
        .append(
            "accuracy %s, always %s %s%n"
                .formatted(percent(accuracy()), majority, percent(always.accuracy())))
        .toString();
  }

  private static String row(String name, LabelScore score) {
    return ROW.formatted(
        name,
        score.support(),
        percent(score.precision()),
        percent(score.recall()),
        percent(score.f1()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
