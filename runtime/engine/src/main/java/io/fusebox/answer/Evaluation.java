package io.fusebox.answer;

import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.features.FeatureStore;
import io.fusebox.metrics.Scores;
import io.fusebox.metrics.Tally;
import io.fusebox.train.Progress;
import io.fusebox.weights.TrainedWeights;
import java.util.List;

/**
 * How well a pipeline answered.
 *
 * @param answers one for each example, in their order
 */
public record Evaluation(List<Example> examples, List<String> answers, Scores scores) {

  /** Answers every example's question and scores the answers. */
  public static Evaluation of(
      Pipeline pipeline,
      FeatureStore store,
      TrainedWeights weights,
      List<Example> examples,
      Progress progress) {
    List<String> answers = answers(pipeline, store, weights, examples, progress);
    Tally tally = new Tally();
    for (int i = 0; i < answers.size(); i++) {
      Example example = examples.get(i);
      tally.add(example.answerType(), answers.get(i), example.target(), example.answers());
    }
    return new Evaluation(examples, answers, tally.scores());
  }

  private static List<String> answers(
      Pipeline pipeline,
      FeatureStore store,
      TrainedWeights weights,
      List<Example> examples,
      Progress progress) {
    try (Answerer answerer = new Answerer(pipeline, store, weights)) {
      return answerer.answer(examples, progress);
    }
  }
}
