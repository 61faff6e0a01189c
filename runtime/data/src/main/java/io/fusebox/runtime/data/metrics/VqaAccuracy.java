package io.fusebox.runtime.data.metrics;

import java.util.HashSet;
import java.util.List;

/**
 * How right an answer is, by the official VQA evaluation (github.com/GT-Vision-Lab/VQA): for each
 * human, the share of three that gave this answer among the other humans, at most 1; then the mean.
 *
 * <p>Answers are normalised only if the humans' answers differ; if all ten are the same, {@code
 * "Yes"} is wrong where they said {@code "yes"}. So does the reference.
 *
 * <p>With a single answer the reference would give 0 to everyone. Here it is 1 if the normalised
 * forms are the same, else 0.
 */
public final class VqaAccuracy {
  private static final double ENOUGH = 3;

  private VqaAccuracy() {}

  /**
   * The accuracy of one prediction.
   *
   * @param answers what people answered, at least one
   * @return from 0 to 1
   */
  public static double of(String prediction, List<String> answers) {
    List<String> cleaned = answers.stream().map(AnswerNormalizer::clean).toList();
    if (cleaned.size() == 1) {
      return normal(prediction).equals(normal(cleaned.get(0))) ? 1 : 0;
    }
    return differ(cleaned)
        ? leaveOneOut(normal(prediction), cleaned.stream().map(VqaAccuracy::normal).toList())
        : leaveOneOut(AnswerNormalizer.clean(prediction), cleaned);
  }

  /** Whether people's answers differ, so that all answers are normalised. */
  public static boolean normalises(List<String> answers) {
    return differ(answers.stream().map(AnswerNormalizer::clean).toList());
  }

  private static boolean differ(List<String> cleaned) {
    return new HashSet<>(cleaned).size() > 1;
  }

  private static String normal(String answer) {
    return AnswerNormalizer.normalize(answer);
  }

  private static double leaveOneOut(String prediction, List<String> answers) {
    long matches = answers.stream().filter(prediction::equals).count();
    double sum = 0;
    for (String left : answers) {
      long others = left.equals(prediction) ? matches - 1 : matches;
      sum += Math.min(1, others / ENOUGH);
    }
    return sum / answers.size();
  }
}
