package io.fusebox.runtime.live;

import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import java.util.List;

/**
 * An answer, and who gave it: the same from a command, a live pipeline and a daemon.
 *
 * @param strategy the pipeline's own, or the one next to it
 * @param missing the inputs that the pipeline reads and that the question came without
 * @param traffic the second strategy that shared the pipeline's requests when this one was
 *     answered, as the command line names it; empty without one
 */
public record Reply(Answer answer, String strategy, List<String> missing, String traffic) {
  public Reply {
    missing = List.copyOf(missing);
  }

  /** The answer of a pipeline whose strategy answers alone. */
  public static Reply of(PipelineSpec pipeline, Question question, Answer answer) {
    List<String> missing = pipeline.missing(question.files().keySet());
    return new Reply(answer, pipeline.strategy(), missing, "");
  }

  Reply under(ActiveInstances instances) {
    return new Reply(answer, strategy, missing, instances.traffic());
  }

  /** The answer's text. */
  public String text() {
    return answer.text();
  }
}
