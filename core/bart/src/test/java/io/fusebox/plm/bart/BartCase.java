package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.seq2seq.Seq2SeqPlm;
import io.fusebox.testkit.PlmCase;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;

/** A reference case of BART. */
final class BartCase extends PlmCase {
  final Seq2SeqPlm bart;

  BartCase(String name) {
    this(name, "model.safetensors");
  }

  BartCase(String name, String weights) {
    super(name);
    bart = load(checkpoint(weights), manager);
  }

  static Seq2SeqPlm load(CheckpointFolder checkpoint, NDManager manager) {
    return Bart.load(
        checkpoint,
        manager,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  /** Text alone, from ids. */
  PlmInput text(String ids, String mask) {
    Segment text = new Segment(Segment.TEXT, bart.embed(in(ids)), in(mask));
    return PlmInput.join(Segments.of(text));
  }

  /** What a prompt sees. */
  enum Sight {
    /** Everything. */
    SEEING,
    /** Itself alone, as the case's mask over all positions says. */
    MASKED,
    /** Itself alone, as its segment says. */
    BLIND
  }

  /** {@code [prompt | visual | text]} with one count of positions, as in the plain cases. */
  PlmInput fused(NDArray prompt, Sight sight) {
    Segment text = new Segment(Segment.TEXT, bart.embed(in("text_ids")), in("text_mask"));
    Segment first = Segment.unpadded(Segment.PROMPT, prompt.expandDims(0));
    PlmInput input =
        PlmInput.join(
                Segments.of(
                    sight == Sight.BLIND ? first.asBlind() : first,
                    Segment.unpadded("image", in("visual")),
                    text))
            .withPositions(PlmInput.Positions.CONTINUOUS);
    return sight == Sight.MASKED ? input.withAttention(in("blind_mask")) : input;
  }

  PlmInput fused(NDArray prompt) {
    return fused(prompt, Sight.SEEING);
  }
}
