package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The share of answers that are the target, over all and by answer type. */
record ExactScores(long count, double accuracy, SortedMap<String, Double> byType)
    implements Scores {

  static ExactScores of(List<Example> examples, List<String> answers) {
    require(!answers.isEmpty(), "there are no answers to score; evaluate at least one question");
    require(
        examples.size() == answers.size(),
        "there are %d answers to %d questions".formatted(answers.size(), examples.size()));
    SortedMap<String, long[]> counts = new TreeMap<>();
    long right = 0;
    for (int i = 0; i < answers.size(); i++) {
      int one = answers.get(i).strip().equals(examples.get(i).target().strip()) ? 1 : 0;
      long[] ofType = counts.computeIfAbsent(examples.get(i).answerType(), type -> new long[2]);
      ofType[0] += one;
      ofType[1]++;
      right += one;
    }
    SortedMap<String, Double> byType = new TreeMap<>();
    counts.forEach((type, each) -> byType.put(type, (double) each[0] / each[1]));
    return new ExactScores(
        answers.size(), (double) right / answers.size(), Collections.unmodifiableSortedMap(byType));
  }

  @Override
  public Map<String, Double> accuracyByType() {
    return byType;
  }
}
