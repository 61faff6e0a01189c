package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Optional;

/**
 * A decoder with its head, in the pieces that {@link TeacherForcing} and {@link CachedSession} put
 * together. Results belong to the manager of the first tensor.
 */
public interface DecoderStack {
  List<? extends DecoderLayer> layers();

  /** Token embeddings {@code [b, t, d]} in their places, from position {@code first} on. */
  NDArray start(NDArray ids, long first);

  /**
   * The bias that the scores of self-attention get in addition to the mask.
   *
   * @param first the position of the first query; keys begin at position 0
   * @param t the number of queries, the last of which is the last key
   * @return broadcast to {@code [b, h, t, first + t]}, owned by {@code manager}; empty = nothing
   */
  default Optional<NDArray> bias(NDManager manager, long first, long t) {
    return Optional.empty();
  }

  /** The modules after the last layer, {@code [b, t, d] -> [b, t, d]}. */
  default NDArray finish(NDArray x) {
    return x;
  }

  /** {@code [b, t, d] -> [b, t, v]}. */
  NDArray logits(NDArray x);

  /** The same of some tokens {@code [n]} alone: {@code [b, t, d] -> [b, t, n]}. */
  default NDArray logits(NDArray x, NDArray tokens) {
    return logits(x).get(new NDIndex(":, :, {}", tokens));
  }
}
