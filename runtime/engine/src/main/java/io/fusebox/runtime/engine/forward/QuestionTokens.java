package io.fusebox.runtime.engine.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.toolkit.template.InputTemplate;
import io.fusebox.toolkit.template.InputTemplate.Parts;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.Arrays;
import java.util.List;

/** The words of questions as a pipeline's PLM reads them: with its template around them. */
public record QuestionTokens(Pipeline pipeline) {

  /**
   * The tokens of one question.
   *
   * @throws io.fusebox.api.FuseboxException when the PLM lacks one of them, or the template refuses
   *     the question
   */
  public Parts of(Question question) {
    String text = question.text().isEmpty() ? "" : pipeline.task().text(question);
    Parts parts =
        pipeline.template().tokens(pipeline.plm().tokenizer(), text, pipeline.plm().beginsInput());
    boolean asks = !text.isEmpty() || pipeline.template() != InputTemplate.NONE;
    return asks ? parts : new Parts(parts.before(), new long[0]);
  }

  /** The text before all else; empty without a template. */
  Segments before(NDManager manager, List<Parts> questions) {
    List<long[]> ids = questions.stream().map(Parts::before).toList();
    // A part that is the same for every example is read once.
    boolean same = ids.stream().allMatch(row -> Arrays.equals(row, ids.get(0)));
    return segments(manager, Segment.TEMPLATE, same ? ids.subList(0, 1) : ids);
  }

  /** The text that strategies see; none where the questions have none. */
  Segments text(NDManager manager, List<Parts> questions) {
    return segments(manager, Segment.TEXT, questions.stream().map(Parts::text).toList());
  }

  private Segments segments(NDManager manager, String name, List<long[]> ids) {
    TokenBatch tokens = TokenBatch.pad(ids, pipeline.plm().spec().pad());
    if (tokens.ids()[0].length == 0) {
      return Segments.of();
    }
    NDArray mask = manager.create(tokens.mask());
    NDArray embeddings = pipeline.plm().embed(manager.create(tokens.ids()));
    return Segments.of(new Segment(name, embeddings, mask));
  }
}
