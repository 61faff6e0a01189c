package io.fusebox.seq2seq;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.TensorScope;

/** Puts segments in their places in an encoder's input. */
public final class SegmentPlacement {
  private SegmentPlacement() {}

  /** One segment placed by itself, from position 0 on. */
  public static Segment alone(EncoderStack stack, Segment segment) {
    return segment.placedAs(TensorScope.freeIntermediates(() -> place(stack, segment, 0)));
  }

  /** The embeddings of a segment, placed if they are not yet. */
  static NDArray place(EncoderStack stack, Segment segment, long first) {
    NDArray embeddings = segment.embeddings();
    require(
        embeddings.getShape().dimension() == 3 && embeddings.getShape().get(2) == stack.width(),
        "the embeddings of %s must be [b, s, %d], found %s; project them to the PLM's width"
            .formatted(name(segment), stack.width(), embeddings.getShape()));
    return segment.placed()
        ? embeddings
        : stack.place(embeddings, first, segment.norm(), name(segment));
  }

  static String name(Segment segment) {
    return "the encoder's input '" + segment.name() + "'";
  }
}
