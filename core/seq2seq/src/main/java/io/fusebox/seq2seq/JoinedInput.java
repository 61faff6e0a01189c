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
import java.util.List;
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

  /** The blind segments; one example, if they are the same for all, in the same places. */
  JoinedSegments blind() {
    boolean shared =
        input.segments().list().stream().filter(Segment::blind).allMatch(Segment::shared)
            && input.prefix().map(PlmInput.Prefix::shared).orElse(true);
    int rows = starts().positions(input, numbers(Segment::blind)).length;
    return part(Segment::blind, shared && rows == 1 ? 1 : input.batch());
  }

  /** The segments that are not blind. */
  JoinedSegments seeing() {
    return part(segment -> !segment.blind(), input.batch());
  }

  private JoinedSegments part(Predicate<Segment> which, long batch) {
    NDArray mask = mask(which, batch);
    SegmentStarts starts = starts();
    return new JoinedSegments(
        embeddings(which, starts, batch),
        mask,
        starts.positions(input, numbers(which)),
        input.prefix());
  }

  private SegmentStarts starts() {
    input.segments().forEach(JoinedInput::requireMask);
    return SegmentStarts.of(input);
  }

  /** Each segment placed by itself, if it is not yet, then one {@code [b, s, d]}. */
  private NDArray embeddings(Predicate<Segment> which, SegmentStarts starts, long batch) {
    boolean continuous = input.positions() == PlmInput.Positions.CONTINUOUS;
    NDList placed = new NDList();
    for (int i : numbers(which)) {
      Segment segment = input.segments().list().get(i);
      int[] first = continuous ? starts.each().get(i) : new int[1];
      placed.add(
          TensorScope.freeIntermediates(
              () ->
                  repeated(
                      SegmentPlacement.place(stack, segment, first),
                      batch,
                      SegmentPlacement.name(segment))));
    }
    return joined(placed);
  }

  /** The places of some segments among all. */
  private int[] numbers(Predicate<Segment> which) {
    List<Segment> list = input.segments().list();
    return IntStream.range(0, list.size()).filter(i -> which.test(list.get(i))).toArray();
  }

  /** The padding {@code [b, s]}. */
  private NDArray mask(Predicate<Segment> which, long batch) {
    NDList masks = new NDList();
    for (Segment segment : input.segments()) {
      requireMask(segment);
      if (which.test(segment)) {
        NDArray mask = segment.mask().toType(DataType.INT64, false);
        masks.add(repeated(mask, batch, maskOf(segment)));
      }
    }
    return joined(masks);
  }

  private static void requireMask(Segment segment) {
    Shape shape = segment.mask().getShape();
    require(
        shape.dimension() == 2 && shape.get(1) == segment.length(),
        "%s must be [b, %d], found %s".formatted(maskOf(segment), segment.length(), shape));
  }

  private static String maskOf(Segment segment) {
    return "the mask of '" + segment.name() + "'";
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
