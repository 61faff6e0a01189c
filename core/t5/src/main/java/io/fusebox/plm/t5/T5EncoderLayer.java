package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.seq2seq.EncoderLayer;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.function.UnaryOperator;

/** One encoder layer, normalised before each of its two parts. */
record T5EncoderLayer(
    RmsNorm attentionNorm,
    Attention attention,
    RmsNorm feedForwardNorm,
    UnaryOperator<NDArray> feedForward)
    implements EncoderLayer {

  static T5EncoderLayer read(Parameters block, T5LayerReader parts) {
    Parameters self = block.under("layer.0");
    Parameters dense = block.under("layer.1");
    return new T5EncoderLayer(
        parts.norm(self.under("layer_norm")),
        parts.attention(self.under("SelfAttention")),
        parts.norm(dense.under("layer_norm")),
        parts.feedForward(dense.under("DenseReluDense")));
  }

  @Override
  public NDArray apply(NDArray x, UnaryOperator<KeyValue> seen, NDArray mask) {
    NDArray own = attentionNorm.apply(x);
    NDArray heard = x.add(attention.self(own, seen, mask));
    return heard.add(feedForward.apply(feedForwardNorm.apply(heard)));
  }
}
