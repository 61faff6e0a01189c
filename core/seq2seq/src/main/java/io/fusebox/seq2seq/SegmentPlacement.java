package io.fusebox.seq2seq;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.TensorScope;

/** Puts segments in their places in an encoder's input. */
public final class SegmentPlacement {
  private SegmentPlacement() {}

  /** One segment placed by itself, from position 0 on. */
  public static Segment alone(EncoderStack stack, Segment segment) {
    return segment.placedAs(TensorScope.freeIntermediates(() -> place(stack, segment, new int[1])));
  }

  /**
   * The embeddings of a segment, placed if they are not yet.
   *
   * @param first the position of the first of them, in each example or in all
   * @return {@code [b, s, d]}, or {@code [1, s, d]} when they are the same for all
   */
  static NDArray place(EncoderStack stack, Segment segment, int[] first) {
    NDArray embeddings = segment.embeddings();
    require(
        embeddings.getShape().dimension() == 3 && embeddings.getShape().get(2) == stack.width(),
        "the embeddings of %s must be [b, s, %d], found %s; project them to the PLM's width"
            .formatted(name(segment), stack.width(), embeddings.getShape()));
    if (segment.placed()) {
      return embeddings;
    }
    return first.length == 1
        ? stack.place(embeddings, first[0], segment.norm(), name(segment))
        : each(stack, segment, first);
  }

  /** Example by example, each from its own position on. */
  private static NDArray each(EncoderStack stack, Segment segment, int[] first) {
    int[] ends = SegmentStarts.ends(segment);
    NDList rows = new NDList();
    for (int i = 0; i < first.length; i++) {
      int row = segment.embeddings().getShape().get(0) == 1 ? 0 : i;
      NDArray one = segment.embeddings().get(new NDIndex("{}:{}", row, row + 1));
      rows.add(row(stack, segment, one, first[i], SegmentStarts.at(ends, i)));
    }
    return NDArrays.concat(rows, 0);
  }

  /** What pads it has no place. */
  private static NDArray row(
      EncoderStack stack, Segment segment, NDArray one, long first, long end) {
    if (end == 0) {
      return one;
    }
    NDArray tokens = one.get(new NDIndex(":, :{}", end));
    NDArray placed = stack.place(tokens, first, segment.norm(), name(segment));
    return end == segment.length()
        ? placed
        : NDArrays.concat(new NDList(placed, one.get(new NDIndex(":, {}:", end))), 1);
  }

  static String name(Segment segment) {
    return "the encoder's input '" + segment.name() + "'";
  }
}
