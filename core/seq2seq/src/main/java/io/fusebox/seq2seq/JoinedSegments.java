package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.Arrays;
import java.util.Optional;

/**
 * Some segments of an encoder's input, joined.
 *
 * @param embeddings {@code [b, s, d]} in their places
 * @param mask {@code [b, s]} int64, 1 = attend
 * @param positions where each is in the whole input, in each example or in all
 * @param prefix what all of them see besides
 */
record JoinedSegments(
    NDArray embeddings, NDArray mask, int[][] positions, Optional<Prefix> prefix) {

  /** Whether it is the same for every example. */
  boolean shared() {
    return embeddings.getShape().get(0) == 1;
  }

  /** Whether an encoder would make the same of both, wherever in the input they begin. */
  boolean equalTo(JoinedSegments other) {
    return embeddings.contentEquals(other.embeddings)
        && mask.contentEquals(other.mask)
        && Arrays.deepEquals(fromFirst(), other.fromFirst())
        && equal(prefix, other.prefix);
  }

  private static boolean equal(Optional<Prefix> one, Optional<Prefix> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty();
    }
    return one.get().keys().contentEquals(other.get().keys())
        && one.get().values().contentEquals(other.get().values());
  }

  /** The same without a history for gradients, owned by {@code owner}. */
  JoinedSegments kept(NDManager owner) {
    return new JoinedSegments(
        TensorScope.detachTo(owner, embeddings),
        TensorScope.detachTo(owner, mask),
        positions,
        prefix.map(
            p ->
                new Prefix(
                    TensorScope.detachTo(owner, p.keys()),
                    TensorScope.detachTo(owner, p.values()))));
  }

  private int[][] fromFirst() {
    return Arrays.stream(positions)
        .map(row -> Arrays.stream(row).map(p -> p - row[0]).toArray())
        .toArray(int[][]::new);
  }
}
