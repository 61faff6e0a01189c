package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import java.util.List;
import java.util.Optional;

/**
 * An encoder in the pieces that {@link EncoderPass} puts together. Results belong to the manager of
 * the first tensor.
 */
public interface EncoderStack {
  /** The width d of what it reads. */
  long width();

  List<? extends EncoderLayer> layers();

  /**
   * Puts one segment's embeddings {@code [b, s, d]} where they belong.
   *
   * @param first the position of the first of them
   * @param norm what normalises them instead of the PLM's own
   * @param what what they are, for messages
   * @return the same shape
   */
  NDArray place(NDArray embeddings, long first, Optional<LayerNorm> norm, String what);

  /** The norm of embeddings once they have their positions; empty = none. */
  default Optional<LayerNorm> embeddingNorm() {
    return Optional.empty();
  }

  /**
   * The bias that the scores of self-attention get in addition to the mask.
   *
   * @param queries the positions of those that see, in the whole input
   * @param keys the positions of those that are seen
   * @return broadcast to {@code [b, h, t, s]}, owned by {@code manager}; empty = nothing
   */
  default Optional<NDArray> bias(NDManager manager, int[] queries, int[] keys) {
    return Optional.empty();
  }

  /** The shape of the prefixes that the layers take. */
  PrefixShape prefix();

  /** The modules after the last layer, {@code [b, s, d] -> [b, s, d]}, each position by itself. */
  default NDArray finish(NDArray x) {
    return x;
  }
}
