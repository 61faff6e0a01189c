package io.fusebox.runtime.server.questions;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.server.questions.InputFolders.InputFolder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question that came over HTTP.
 *
 * @param explain how to explain its answer; empty = not at all
 * @param folder where its files are; whoever uses them longer than the request begins a use
 */
public record AskedQuestion(Question question, Optional<Explain> explain, InputFolder folder) {
  /**
   * How to explain an answer.
   *
   * @param answer another one than the pipeline's own
   * @param steps empty = as many as it takes
   */
  public record Explain(Optional<String> answer, OptionalInt steps) {}
}
