package io.fusebox.runtime.data.metrics;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.metrics.AnswerScores.AnswerTypeScore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts answers as they come, for one thread. */
public final class ScoreCounter {
  private final Sum overall = new Sum();
  private final SortedMap<String, Sum> byAnswerType = new TreeMap<>();

  /**
   * Counts one answer.
   *
   * @param target the answer that training would have taught
   * @param answers what people answered
   */
  public void add(String answerType, String prediction, String target, List<String> answers) {
    double accuracy = VqaAccuracy.of(prediction, answers);
    boolean exact = prediction.strip().equals(target.strip());
    overall.add(accuracy, exact);
    byAnswerType.computeIfAbsent(answerType, t -> new Sum()).add(accuracy, exact);
  }

  /**
   * The means so far.
   *
   * @throws FuseboxException when nothing was counted
   */
  public AnswerScores scores() {
    if (overall.count == 0) {
      throw new FuseboxException("there are no answers to score; evaluate at least one question");
    }
    SortedMap<String, AnswerTypeScore> means = new TreeMap<>();
    byAnswerType.forEach((type, sum) -> means.put(type, sum.mean()));
    return new AnswerScores(overall.mean(), means);
  }

  /** Sums of one group. */
  private static final class Sum {
    private long count;
    private double accuracy;
    private long exact;

    void add(double accuracy, boolean exact) {
      this.count++;
      this.accuracy += accuracy;
      this.exact += exact ? 1 : 0;
    }

    AnswerTypeScore mean() {
      return new AnswerTypeScore(count, accuracy / count, (double) exact / count);
    }
  }
}
