package io.fusebox.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A PLM and something for it to read.
 *
 * @param model owns the PLM's tensors
 * @param batch owns what a test makes
 */
record PlmBench(Plm plm, NDManager model, NDManager batch) {
  static final long[][] TWO_TEXTS = {{11, 12, 13, 2}, {50, 51, 98, 2}};

  static void with(Function<NDManager, Plm> source, Consumer<PlmBench> test) {
    try (NDManager model = NDManager.newBaseManager();
        NDManager batch = model.newSubManager()) {
      test.accept(new PlmBench(source.apply(model), model, batch));
    }
  }

  long width() {
    return plm.spec().width();
  }

  EncoderOutput encode(long[]... ids) {
    return plm.encode(input(Segment.unpadded(Segment.TEXT, plm.embed(batch.create(ids)))));
  }

  /** Teacher-forced logits {@code [b, t, v]}. */
  NDArray logits(EncoderOutput encoded, long[]... rows) {
    return plm.decode(encoded, batch.create(rows)).logits();
  }

  /** Random embeddings without padding. */
  Segment segment(String name, long b, long s) {
    long seed = 31 * b + s;
    return Segment.unpadded(name, Tensors.normal(batch, new Shape(b, s, width()), seed));
  }

  /** A prompt, then features and texts of unequal lengths, padded as batches are. */
  PlmInput unequal() {
    long[][] seen = {{1, 1, 1}, {1, 0, 0}, {1, 1, 0}};
    long[][] words = {{1, 1, 0, 0, 0}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 0}};
    return input(segment(Segment.PROMPT, 1, 3), padded("image", seen), padded(Segment.TEXT, words));
  }

  private Segment padded(String name, long[][] mask) {
    NDArray embeddings = segment(name, mask.length, mask[0].length).embeddings();
    return new Segment(name, embeddings, batch.create(mask));
  }

  NDArray row(long... values) {
    return batch.create(values, new Shape(1, values.length));
  }

  static PlmInput input(Segment... segments) {
    return PlmInput.join(Segments.of(segments));
  }
}
