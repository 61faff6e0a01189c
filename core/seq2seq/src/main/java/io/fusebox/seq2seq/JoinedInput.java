package io.fusebox.seq2seq;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.SharedRows;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The segments of an encoder's input as sequences: all of them, or some. */
record JoinedInput(EncoderStack stack, PlmInput input) {

  JoinedInput {
    require(input.length() > 0, "the PLM's encoder was given nothing to read");
    input.prefix().ifPresent(prefix -> prefix.requireFits(stack.prefix(), input.batch()));
  }

  /** All segments. */
  JoinedSegments whole() {
    return part(segment -> true, input.batch());
  }

  /** The blind segments; one example, if they are the same for all. */
  JoinedSegments blind() {
    boolean shared =
        input.segments().list().stream().filter(Segment::blind).allMatch(Segment::shared)
            && input.prefix().map(PlmInput.Prefix::shared).orElse(true);
    return part(Segment::blind, shared ? 1 : input.batch());
  }

  /** The segments that are not blind. */
  JoinedSegments seeing() {
    return part(segment -> !segment.blind(), input.batch());
  }

  private JoinedSegments part(Predicate<Segment> which, long batch) {
    NDArray mask = mask(which, batch);
    return new JoinedSegments(embeddings(which, batch), mask, positions(which), input.prefix());
  }

  /** Each segment placed by itself, if it is not yet, then one {@code [b, s, d]}. */
  private NDArray embeddings(Predicate<Segment> which, long batch) {
    NDList placed = new NDList();
    long first = 0;
    for (Segment segment : input.segments()) {
      if (which.test(segment)) {
        long start = input.positions() == PlmInput.Positions.CONTINUOUS ? first : 0;
        placed.add(
            TensorScope.freeIntermediates(
                () ->
                    repeated(
                        SegmentPlacement.place(stack, segment, start),
                        batch,
                        SegmentPlacement.name(segment))));
      }
      first += segment.length();
    }
    return joined(placed);
  }

  /** The padding {@code [b, s]}. */
  private NDArray mask(Predicate<Segment> which, long batch) {
    NDList masks = new NDList();
    for (Segment segment : input.segments()) {
      String what = "the mask of '" + segment.name() + "'";
      Shape shape = segment.mask().getShape();
      require(
          shape.dimension() == 2 && shape.get(1) == segment.length(),
          "%s must be [b, %d], found %s".formatted(what, segment.length(), shape));
      if (which.test(segment)) {
        masks.add(repeated(segment.mask().toType(DataType.INT64, false), batch, what));
      }
    }
    return joined(masks);
  }

  private int[] positions(Predicate<Segment> which) {
    IntStream.Builder positions = IntStream.builder();
    int first = 0;
    for (Segment segment : input.segments()) {
      int end = Math.toIntExact(first + segment.length());
      if (which.test(segment)) {
        IntStream.range(first, end).forEach(positions);
      }
      first = end;
    }
    return positions.build().toArray();
  }

  /** Joining a single one would copy it, and the copy has no gradient. */
  private static NDArray joined(NDList parts) {
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /** The rows that are the same for every example, once for each of {@code batch}. */
  private NDArray repeated(NDArray x, long batch, String what) {
    SharedRows.requireFit(x.getShape().get(0), input.batch(), what);
    return SharedRows.repeated(x, batch);
  }

  /**
   * The blind's, then the others'.
   *
   * @param blind {@code [b, n, ...]}, or {@code [1, n, ...]}
   * @param seeing {@code [b, t, ...]}; its manager owns the result
   */
  NDArray behind(NDArray blind, NDArray seeing) {
    return NDArrays.concat(new NDList(forEach(blind, seeing), seeing), 1);
  }

  /** The blind's as often as there are examples, owned by the manager of {@code seeing}. */
  private NDArray forEach(NDArray blind, NDArray seeing) {
    return SharedRows.repeated(TensorScope.viewOn(seeing.getManager(), blind), input.batch());
  }

  /**
   * The outputs of blind and other positions as one sequence in the input's order.
   *
   * @param blind {@code [b, n, ...]}, or {@code [1, n, ...]}
   * @param seeing {@code [b, t, ...]}; its manager owns the result
   */
  NDArray inOrder(NDArray blind, NDArray seeing) {
    NDArray all = forEach(blind, seeing);
    NDList parts = new NDList();
    long blindFrom = 0;
    long seeingFrom = 0;
    for (Segment segment : input.segments()) {
      long from = segment.blind() ? blindFrom : seeingFrom;
      long to = from + segment.length();
      parts.add((segment.blind() ? all : seeing).get(new NDIndex(":, {}:{}", from, to)));
      blindFrom = segment.blind() ? to : blindFrom;
      seeingFrom = segment.blind() ? seeingFrom : to;
    }
    return NDArrays.concat(parts, 1);
  }
}
