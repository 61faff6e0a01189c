package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Attention;
import io.fusebox.tensor.RmsNorm;
import io.fusebox.tensor.Scratch;
import java.util.function.UnaryOperator;

/** One encoder layer, normalised before each of its two parts. */
record T5EncoderLayer(
    RmsNorm attentionNorm,
    Attention attention,
    RmsNorm feedForwardNorm,
    UnaryOperator<NDArray> feedForward) {

  static T5EncoderLayer read(Parameters block, T5Parts parts) {
    Parameters self = block.under("layer.0");
    Parameters dense = block.under("layer.1");
    return new T5EncoderLayer(
        parts.norm(self.under("layer_norm")),
        parts.attention(self.under("SelfAttention")),
        parts.norm(dense.under("layer_norm")),
        parts.feedForward(dense.under("DenseReluDense")));
  }

  /** {@code [b, s, d] -> [b, s, d]}; {@code mask} is added to the scores. */
  NDArray apply(NDArray x, NDArray mask) {
    return Scratch.keep(
        () -> {
          NDArray seen = x.add(attention.self(attentionNorm.apply(x), mask));
          return seen.add(feedForward.apply(feedForwardNorm.apply(seen)));
        });
  }
}
