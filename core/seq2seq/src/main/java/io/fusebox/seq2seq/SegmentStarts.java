package io.fusebox.seq2seq;

import ai.djl.ndarray.types.DataType;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the segments of an input begin, example by example: what pads a segment takes no place, so
 * that an example is read in a batch as it is read alone.
 *
 * @param each a segment's beginnings, one for each example, or one where they are the same for all
 */
record SegmentStarts(List<int[]> each) {
  private static final int[] ZERO = {0};

  /** Of all segments of an input; their masks must be {@code [b, s]}. */
  static SegmentStarts of(PlmInput input) {
    List<int[]> each = new ArrayList<>();
    int[] first = ZERO;
    for (Segment segment : input.segments()) {
      each.add(first);
      if (each.size() < input.segments().list().size()) { // nothing begins behind the last
        first = sum(first, ends(segment));
      }
    }
    return new SegmentStarts(List.copyOf(each));
  }

  /** Where the last token of each example stands in a segment, plus one. */
  static int[] ends(Segment segment) {
    long[] mask = segment.mask().toType(DataType.INT64, false).toLongArray();
    int length = Math.toIntExact(segment.length());
    int rows = Math.toIntExact(segment.mask().getShape().get(0));
    return merged(IntStream.range(0, rows).map(row -> end(mask, row * length, length)).toArray());
  }

  private static int end(long[] mask, int from, int length) {
    int end = length;
    while (end > 0 && mask[from + end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static int[] sum(int[] one, int[] other) {
    int rows = Math.max(one.length, other.length);
    return merged(IntStream.range(0, rows).map(i -> at(one, i) + at(other, i)).toArray());
  }

  /** The number of an example. */
  static int at(int[] each, int example) {
    return each[each.length == 1 ? 0 : example];
  }

  private static int[] merged(int[] each) {
    return Arrays.stream(each).allMatch(x -> x == each[0]) ? new int[] {each[0]} : each;
  }

  /**
   * The positions of some segments in the whole input.
   *
   * @param which the numbers of the segments, in order
   * @return one row for each example, or one where they are the same for all
   */
  int[][] positions(PlmInput input, int[] which) {
    int rows = IntStream.of(which).map(i -> each.get(i).length).max().orElse(1);
    int[][] positions = new int[rows][];
    for (int row = 0; row < rows; row++) {
      int example = row;
      positions[row] =
          IntStream.of(which)
              .flatMap(i -> from(at(each.get(i), example), input.segments().list().get(i)))
              .toArray();
    }
    return positions;
  }

  private static IntStream from(int first, Segment segment) {
    return IntStream.range(first, first + Math.toIntExact(segment.length()));
  }
}
