package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.testkit.PlmCase;

/** A reference case of T5. */
final class T5Case extends PlmCase {
  final Plm t5;

  T5Case(String name) {
    super(name);
    t5 = load(checkpoint("model.safetensors"), manager);
  }

  static Plm load(Checkpoint checkpoint, NDManager manager) {
    return T5.load(
        checkpoint,
        manager,
        () -> {
          throw new UnsupportedOperationException("the case has no tokenizer");
        });
  }

  NDArray embedded() {
    return t5.embed(in("input_ids"));
  }

  PlmInput input(NDArray embeddings) {
    Segment text = new Segment(Segment.TEXT, embeddings, in("attention_mask"));
    return PlmInput.join(Segments.of(text));
  }
}
