package io.fusebox.runtime.server.system;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.explain.Explanation;
import io.fusebox.runtime.live.QuestionFiles;
import io.fusebox.runtime.live.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Answers questions. */
public interface QuestionAnswering {
  /**
   * Refuses a name that no pipeline has.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound with near misses
   */
  void requirePipeline(String name);

  /**
   * The modality of each input of a pipeline, by its name, in the pipeline's order.
   *
   * @throws io.fusebox.api.FuseboxException when the pipeline is not active
   */
  Map<String, Modality> inputs(String pipeline);

  /**
   * Answers a question.
   *
   * @throws io.fusebox.api.FuseboxException when it is not answered, and why
   */
  default Reply ask(String pipeline, Question question) {
    return ask(pipeline, question, QuestionFiles.LASTING);
  }

  /**
   * The same.
   *
   * @param files the question's, which the caller uses until the answer is there
   */
  Reply ask(String pipeline, Question question, QuestionFiles files);

  /**
   * The same, and gives the answer's text piece by piece as far as it is generated so.
   *
   * @param pieces takes each on the calling thread; when it throws, the answer is given up
   */
  Reply ask(String pipeline, Question question, QuestionFiles files, Consumer<String> pieces);

  /**
   * Says what an answer came from.
   *
   * @param strategy that of the answer
   * @param answer another one than the pipeline's own
   * @param steps how exactly; empty = until it is complete
   */
  ExplainedAnswer explain(
      String pipeline,
      String strategy,
      Question question,
      Optional<String> answer,
      OptionalInt steps);

  /**
   * What an answer came from.
   *
   * @param strategy whose it is: another one than asked for when that one has been swapped since
   */
  record ExplainedAnswer(String strategy, Explanation explanation) {}
}
