package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Each example's last token, behind which its answer begins: the decoder's start stands for it.
 *
 * @param at where it is in each row
 * @param length of the rows
 */
record LastToken(int[] at, int length) {

  static LastToken of(long[][] mask) {
    return new LastToken(KeyMasks.last(mask), mask[0].length);
  }

  /** {@code [b, s, d] -> [b, 1, d]}, owned by the manager of {@code states}. */
  NDArray of(NDArray states) {
    if (Arrays.stream(at).allMatch(i -> i == at[0])) {
      return states.get(new NDIndex(":, {}:{}", at[0], at[0] + 1));
    }
    Shape shape = states.getShape();
    long d = shape.get(2);
    NDManager manager = states.getManager();
    long[] each = Arrays.stream(at).asLongStream().toArray();
    NDArray index = manager.create(each, new Shape(each.length, 1, 1)).repeat(2, d);
    return states.gather(index, 1);
  }
}
