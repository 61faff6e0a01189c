package io.fusebox.runtime.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several people's answers to a question. */
public final class HumanAnswers {
  private HumanAnswers() {}

  /** The most frequent answer, the first of these; empty when there are none. */
  public static String mostFrequent(List<String> answers) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    answers.forEach(a -> counts.merge(a, 1, Integer::sum));
    String best = "";
    int most = 0;
    for (var count : counts.entrySet()) {
      if (count.getValue() > most) {
        best = count.getKey();
        most = count.getValue();
      }
    }
    return best;
  }
}
