package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hidden states to logits.
 *
 * @param projection {@code [v, d]}, without a bias
 * @param bias {@code final_logits_bias [1, v]}; null = none
 */
record BartHead(Linear projection, @Nullable NDArray bias) {

  private static final String WEIGHT = "lm_head.weight";

  /** Tied to the token embeddings unless the configuration says not and the checkpoint has one. */
  static BartHead read(Parameters root, BartTokenEmbedding tokens, BartConfig config) {
    return new BartHead(
        new Linear(weight(root, tokens.table().weight(), config), null).held(root),
        root.find("final_logits_bias", 1, config.vocabulary()).orElse(null));
  }

  private static NDArray weight(Parameters root, NDArray table, BartConfig config) {
    if (config.tied()) {
      root.requireTied(WEIGHT, table);
      return table;
    }
    Optional<NDArray> own = root.find(WEIGHT, config.vocabulary(), config.width());
    if (own.isEmpty()) {
      CheckpointWarnings.warnOnce(
          "%s: the head is not tied to the token embeddings (tie_word_embeddings is false), but there is no %s; they are the head"
              .formatted(root.folder(), WEIGHT));
    }
    return own.orElse(table);
  }

  /** The head of some tokens alone; the manager of {@code tokens} owns the copies. */
  BartHead only(NDArray tokens) {
    return new BartHead(
        projection.only(tokens),
        bias == null ? null : bias.get(tokens.getManager(), new NDIndex(":, {}", tokens)));
  }

  /** {@code [b, t, d] -> [b, t, v]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    if (bias == null) {
      return projection.apply(x);
    }
    return TensorScope.freeIntermediates(() -> projection.apply(x).add(bias));
  }
}
