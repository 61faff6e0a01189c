package io.fusebox.answer;

import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.TaskSpec;
import io.fusebox.features.FeatureStore;
import io.fusebox.metrics.Scores;
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
    pipeline.task().requireKnown(examples);
    return of(
        pipeline.spec().task(), examples, answers(pipeline, store, weights, examples, progress));
  }

  /**
   * Scores answers, however they were found.
   *
   * @param answers one for each example, in their order
   */
  public static Evaluation of(TaskSpec task, List<Example> examples, List<String> answers) {
    return new Evaluation(examples, answers, task.scores(examples, answers));
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
