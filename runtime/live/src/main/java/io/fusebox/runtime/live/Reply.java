package io.fusebox.runtime.live;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import java.util.List;

/**
 * An answer, and what gave it.
 *
 * @param strategy the pipeline's own, or the one beside it
 * @param missing the inputs that the pipeline reads and that the question came without
 */
public record Reply(Answer answer, String strategy, List<Modality> missing) {
  public Reply {
    missing = List.copyOf(missing);
  }

  /** The answer's text. */
  public String text() {
    return answer.text();
  }
}
