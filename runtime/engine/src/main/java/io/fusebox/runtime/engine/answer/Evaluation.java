package io.fusebox.runtime.engine.answer;

import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
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
      WeightValues weights,
      List<Example> examples,
      ProgressListener progress) {
    pipeline.task().requireKnownAnswers(examples);
    return of(pipeline.taskType(), examples, answers(pipeline, store, weights, examples, progress));
  }

  /**
   * Scores answers, however they were found.
   *
   * @param answers one for each example, in their order
   */
  public static Evaluation of(TaskType task, List<Example> examples, List<String> answers) {
    return new Evaluation(examples, answers, task.score(examples, answers));
  }

  private static List<String> answers(
      Pipeline pipeline,
      FeatureStore store,
      WeightValues weights,
      List<Example> examples,
      ProgressListener progress) {
    try (Answerer answerer = new Answerer(pipeline, store, weights)) {
      return answerer.texts(examples, progress);
    }
  }
}
