package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Attention;
import io.fusebox.tensor.FeedForward;
import io.fusebox.tensor.LayerNorm;
import io.fusebox.tensor.Scratch;

/** One encoder layer, normalised after each residual sum. */
record BartEncoderLayer(
    Attention attention, LayerNorm attentionNorm, FeedForward feedForward, LayerNorm finalNorm) {

  static BartEncoderLayer read(Parameters layer, BartParts parts) {
    return new BartEncoderLayer(
        parts.attention(layer.under("self_attn")),
        parts.norm(layer.under("self_attn_layer_norm")),
        parts.feedForward(layer),
        parts.norm(layer.under("final_layer_norm")));
  }

  /** {@code [b, s, d] -> [b, s, d]}; {@code mask} is added to the scores. */
  NDArray apply(NDArray x, NDArray mask) {
    return Scratch.keep(
        () -> {
          NDArray seen = attentionNorm.apply(x.add(attention.self(x, mask)));
          return finalNorm.apply(seen.add(feedForward.apply(seen)));
        });
  }
}
