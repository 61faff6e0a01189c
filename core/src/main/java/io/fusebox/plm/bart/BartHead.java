package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Linear;
import io.fusebox.tensor.Scratch;

/**
 * Hidden states to logits.
 *
 * @param projection {@code [v, d]}, without a bias
 * @param bias {@code final_logits_bias [1, v]}; null = none
 */
record BartHead(Linear projection, NDArray bias) {

  /** Tied to the token embeddings unless the configuration says not and the checkpoint has one. */
  static BartHead read(Parameters root, BartTokens tokens, BartConfig config) {
    NDArray tied = tokens.table().weight();
    NDArray weight =
        config.tied()
            ? tied
            : root.find("lm_head.weight", config.vocabulary(), config.width()).orElse(tied);
    return new BartHead(
        new Linear(weight, null),
        root.find("final_logits_bias", 1, config.vocabulary()).orElse(null));
  }

  /** {@code [b, t, d] -> [b, t, v]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    if (bias == null) {
      return projection.apply(x);
    }
    return Scratch.keep(() -> projection.apply(x).add(bias));
  }
}
