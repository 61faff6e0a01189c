package io.fusebox.plm.bart;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.plm.Encoded;
import io.fusebox.tensor.Masks;
import io.fusebox.tensor.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** BART's encoder over joined segments. */
record BartEncoder(BartPositions positions, List<BartEncoderLayer> layers) {

  static BartEncoder read(Parameters side, BartParts parts) {
    return new BartEncoder(
        BartPositions.read(side, parts.config()),
        IntStream.range(0, parts.stack().layers())
            .mapToObj(i -> BartEncoderLayer.read(side.under("layers." + i), parts))
            .toList());
  }

  Encoded apply(PlmInput input) {
    require(input.length() > 0, "the PLM's encoder was given nothing to read");
    NDArray mask = mask(input);
    NDArray x = place(input);
    NDArray added = Scratch.keep(() -> Masks.additive(allowed(mask, input)));
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (BartEncoderLayer layer : layers) {
      x = layer.apply(x, added);
      states.add(x);
    }
    return new Encoded(List.copyOf(states), mask);
  }

  /** Positions and normalisation for each segment by itself, then one {@code [b, s, d]}. */
  private NDArray place(PlmInput input) {
    NDList placed = new NDList();
    long first = 0;
    for (Segment segment : input.segments()) {
      long start = input.positions() == PlmInput.Positions.CONTINUOUS ? first : 0;
      String what = "the encoder's input '" + segment.name() + "'";
      placed.add(
          Scratch.keep(
              () ->
                  repeated(
                      positions.place(segment.embeddings(), start, what), input.batch(), what)));
      first += segment.length();
    }
    return placed.size() == 1 ? placed.get(0) : NDArrays.concat(placed, 1);
  }

  /** The joined padding {@code [b, s]}. */
  private static NDArray mask(PlmInput input) {
    NDList masks = new NDList();
    for (Segment segment : input.segments()) {
      String what = "the mask of '" + segment.name() + "'";
      Shape shape = segment.mask().getShape();
      require(
          shape.dimension() == 2 && shape.get(1) == segment.length(),
          "%s must be [b, %d], found %s".formatted(what, segment.length(), shape));
      NDArray mask = segment.mask().toType(DataType.INT64, false);
      masks.add(repeated(mask, input.batch(), what));
    }
    return masks.size() == 1 ? masks.get(0) : NDArrays.concat(masks, 1);
  }

  /** A segment that is the same for every example, once for each. */
  private static NDArray repeated(NDArray x, long batch, String what) {
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

  /** Who may attend to whom: the padding and the strategy's mask, both. */
  private static NDArray allowed(NDArray mask, PlmInput input) {
    NDArray padding = Masks.padding(mask);
    if (input.attention().isEmpty()) {
      return padding;
    }
    NDArray attention = input.attention().get();
    requireFits(attention.getShape(), input.batch(), input.length());
    return padding.logicalAnd(attention);
  }

  private static void requireFits(Shape found, long b, long s) {
    boolean plain = found.equals(new Shape(s, s));
    boolean each = found.equals(new Shape(b, 1, s, s)) || found.equals(new Shape(1, 1, s, s));
    require(
        plain || each,
        "the attention mask must be [%d, %d] or [%d, 1, %d, %d], found %s"
            .formatted(s, s, b, s, s, found));
  }
}
