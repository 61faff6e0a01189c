package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.seq2seq.EncoderLayer;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.FeedForward;
import java.util.function.UnaryOperator;

/** One encoder layer, normalised after each residual sum. */
record BartEncoderLayer(
    Attention attention, LayerNorm attentionNorm, FeedForward feedForward, LayerNorm finalNorm)
    implements EncoderLayer {

  static BartEncoderLayer read(Parameters layer, BartLayerReader parts) {
    return new BartEncoderLayer(
        parts.attention(layer.under("self_attn")),
        parts.norm(layer.under("self_attn_layer_norm")),
        parts.feedForward(layer),
        parts.norm(layer.under("final_layer_norm")));
  }

  @Override
  public NDArray apply(NDArray x, UnaryOperator<KeyValue> seen, NDArray mask) {
    NDArray told = attention.self(x, seen, mask);
    NDArray heard = attentionNorm.apply(x.add(told));
    return finalNorm.apply(heard.add(feedForward.apply(heard)));
  }
}
