package io.fusebox.plm.seq2seq;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.tensor.LayerNorm;
import io.fusebox.tensor.Masks;
import io.fusebox.tensor.Scratch;
import java.util.Optional;

/** The segments of an encoder's input as one sequence. */
public record JoinedInput(PlmInput input) {
  /** Puts one segment's embeddings where they belong. */
  @FunctionalInterface
  public interface Placing {
    /**
     * Same shape in and out.
     *
     * @param embeddings {@code [b, s, d]}
     * @param first the position of the first of them
     * @param norm what normalises them instead of the PLM's own
     * @param what what they are, for messages
     */
    NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what);
  }

  public JoinedInput {
    require(input.length() > 0, "the PLM's encoder was given nothing to read");
  }

  private static void requireWidth(NDArray embeddings, long width, String what) {
    require(
        embeddings.getShape().dimension() == 3 && embeddings.getShape().get(2) == width,
        "the embeddings of %s must be [b, s, %d], found %s; project them to the PLM's width"
            .formatted(what, width, embeddings.getShape()));
  }

  /** One segment placed by itself, from position 0 on. */
  public static Segment place(Segment segment, long width, Placing placing) {
    NDArray placed = Scratch.keep(() -> placed(segment, 0, width, placing));
    return new Segment(segment.name(), placed, segment.mask(), true);
  }

  private static NDArray placed(Segment segment, long first, long width, Placing placing) {
    requireWidth(segment.embeddings(), width, name(segment));
    return segment.placed()
        ? segment.embeddings()
        : placing.place(segment.embeddings(), first, segment.norm(), name(segment));
  }

  private static String name(Segment segment) {
    return "the encoder's input '" + segment.name() + "'";
  }

  /**
   * Each segment placed by itself, if it is not yet, then one {@code [b, s, d]}.
   *
   * @param width the width d that every segment must have
   */
  public NDArray embeddings(long width, Placing placing) {
    NDList placed = new NDList();
    long first = 0;
    for (Segment segment : input.segments()) {
      long start = input.positions() == PlmInput.Positions.CONTINUOUS ? first : 0;
      placed.add(
          Scratch.keep(() -> repeated(placed(segment, start, width, placing), name(segment))));
      first += segment.length();
    }
    return joined(placed);
  }

  /** The padding {@code [b, s]}. */
  public NDArray mask() {
    NDList masks = new NDList();
    for (Segment segment : input.segments()) {
      String what = "the mask of '" + segment.name() + "'";
      Shape shape = segment.mask().getShape();
      require(
          shape.dimension() == 2 && shape.get(1) == segment.length(),
          "%s must be [b, %d], found %s".formatted(what, segment.length(), shape));
      masks.add(repeated(segment.mask().toType(DataType.INT64, false), what));
    }
    return joined(masks);
  }

  /** Joining a single one would copy it, and the copy has no gradient. */
  private static NDArray joined(NDList parts) {
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /** A segment that is the same for every example, once for each. */
  private NDArray repeated(NDArray x, String what) {
    long batch = input.batch();
    long found = x.getShape().get(0);
    require(
        found == 1 || found == batch,
        "%s has %d examples, the other segments have %d; give 1 or as many"
            .formatted(what, found, batch));
    if (found == batch) {
      return x;
    }
    long[] shape = x.getShape().getShape().clone();
    shape[0] = batch;
    return x.broadcast(shape);
  }

  /**
   * Who may attend to whom in the encoder's self-attention: the padding and the strategy's mask,
   * both.
   *
   * @param mask what {@link #mask} gave
   * @return 1 = attend, broadcast to {@code [b, h, s, s]}
   */
  public NDArray allowed(NDArray mask) {
    NDArray padding = Masks.padding(mask);
    if (input.attention().isEmpty()) {
      return padding;
    }
    NDArray attention = input.attention().get();
    requireFits(attention.getShape());
    return padding.logicalAnd(attention);
  }

  private void requireFits(Shape found) {
    long b = input.batch();
    long s = input.length();
    boolean plain = found.equals(new Shape(s, s));
    boolean each = found.equals(new Shape(b, 1, s, s)) || found.equals(new Shape(1, 1, s, s));
    require(
        plain || each,
        "the attention mask must be [%d, %d] or [%d, 1, %d, %d], found %s"
            .formatted(s, s, b, s, s, found));
  }
}
