package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Some segments of an encoder's input, joined.
 *
 * @param embeddings {@code [b, s, d]} in their places
 * @param mask {@code [b, s]} int64, 1 = attend
 * @param positions where each is in the whole input
 */
record JoinedSegments(NDArray embeddings, NDArray mask, int[] positions) {

  /** Whether it is the same for every example. */
  boolean shared() {
    return embeddings.getShape().get(0) == 1;
  }

  /** Whether an encoder would make the same of both, wherever in the input they begin. */
  boolean equalTo(JoinedSegments other) {
    return embeddings.contentEquals(other.embeddings)
        && mask.contentEquals(other.mask)
        && Arrays.equals(fromFirst(), other.fromFirst());
  }

  private int[] fromFirst() {
    return Arrays.stream(positions).map(p -> p - positions[0]).toArray();
  }
}
