package io.fusebox.runtime.training;

import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.runtime.engine.answer.Answerer;
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
public record Evaluation(List<Example> examples, List<Answer> answers, Scores scores) {

  /** Answers every example's question and scores the answers. */
  public static Evaluation of(
      Pipeline pipeline,
      FeatureStore store,
      WeightValues weights,
      List<Example> examples,
      ProgressListener progress) {
    pipeline.task().requireKnownAnswers(examples);
    List<Answer> answers = answers(pipeline, store, weights, examples, progress);
    List<String> texts = answers.stream().map(Answer::text).toList();
    return new Evaluation(examples, answers, pipeline.taskType().score(examples, texts));
  }

  private static List<Answer> answers(
      Pipeline pipeline,
      FeatureStore store,
      WeightValues weights,
      List<Example> examples,
      ProgressListener progress) {
    try (Answerer answerer = new Answerer(pipeline, store, weights)) {
      return answerer.answers(Example.questions(examples), progress);
    }
  }
}
