package io.fusebox.runtime.experiments;

import io.fusebox.api.task.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Guesses from the shots' answers alone. Of answers that are equally frequent, the first in the
 * alphabet is taken.
 */
final class BaselineGuesses {
  private final String majority;
  private final Map<String, String> byQuestion = new HashMap<>();

  BaselineGuesses(List<Example> shots) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    Map<String, Integer> all = new TreeMap<>();
    for (Example shot : shots) {
      all.merge(shot.target(), 1, Integer::sum);
      counts
          .computeIfAbsent(shot.text(), q -> new TreeMap<>())
          .merge(shot.target(), 1, Integer::sum);
    }
    majority = mostFrequent(all);
    counts.forEach((question, answers) -> byQuestion.put(question, mostFrequent(answers)));
  }

  private static String mostFrequent(Map<String, Integer> counts) {
    String best = "";
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (each.getValue() > counts.getOrDefault(best, 0)) {
        best = each.getKey();
      }
    }
    return best;
  }

  /** The answers to {@code questions}, whose inputs are not looked at. */
  List<String> answers(Baseline baseline, List<Example> questions) {
    return baseline == Baseline.MAJORITY
        ? questions.stream().map(q -> majority).toList()
        : questions.stream().map(q -> byQuestion.getOrDefault(q.text(), majority)).toList();
  }
}
