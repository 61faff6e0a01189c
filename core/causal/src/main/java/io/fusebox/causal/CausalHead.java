package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.tensor.Linear;
import java.util.Optional;

/** Where a decoder-only checkpoint keeps what hidden states become logits by. */
public final class CausalHead {
  /** The limit of one input, however many positions the PLM knows: [t, s] numbers. */
  public static final int MOST_POSITIONS = 8192;

  private static final String WEIGHT = "lm_head.weight";

  private CausalHead() {}

  /**
   * Reads the head.
   *
   * @param table the token embeddings {@code [v, d]}, which are the head of a tied model
   */
  public static Linear read(Parameters root, NDArray table, boolean tied) {
    if (tied) {
      root.requireTied(WEIGHT, table);
      return new Linear(table, null).held(root);
    }
    Optional<NDArray> own = root.find(WEIGHT, table.getShape().get(0), table.getShape().get(1));
    if (own.isEmpty()) {
      CheckpointWarnings.warnOnce(
          "%s: the head is not tied to the token embeddings (tie_word_embeddings is false), but there is no %s; they are the head"
              .formatted(root.folder(), WEIGHT));
    }
    return new Linear(own.orElse(table), null).held(root);
  }
}
