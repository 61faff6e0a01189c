package io.fusebox.runtime.engine.forward;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the PLM can say the answers of a data set. */
final class AnswerLengths {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLengths.class);

  private final Pipeline pipeline;
  private int answers;
  private int cut;

  AnswerLengths(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Why an answer cannot be learnt: a token that the PLM lacks, or too many. */
  Optional<String> fault(String answer) {
    try {
      int tokens = pipeline.plm().tokenizer().encode(answer).length;
      long most = pipeline.plm().spec().maxPositions();
      if (tokens > most) {
        return Optional.of(
            "it has %d tokens, but the PLM knows %d positions".formatted(tokens, most));
      }
      answers++;
      // The start token counts, too.
      cut += tokens + 1 > pipeline.spec().maxLength() ? 1 : 0;
      return Optional.empty();
    } catch (FuseboxException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Tells of answers that can be learnt, but never be given whole. */
  void tell() {
    if (cut > 0) {
      LOG.warn(
          "{} of {} answers of the data have more tokens than the pipeline's answers may have (answer: max-length is {}): they can never be given whole",
          cut,
          answers,
          pipeline.spec().maxLength());
    }
  }
}
