package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.seq2seq.DecoderLayer;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.FeedForward;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One decoder layer, normalised after each residual sum. */
record BartDecoderLayer(
    Attention self,
    LayerNorm selfNorm,
    Attention cross,
    LayerNorm crossNorm,
    FeedForward feedForward,
    LayerNorm finalNorm)
    implements DecoderLayer {

  static BartDecoderLayer read(Parameters layer, BartLayerReader parts) {
    return new BartDecoderLayer(
        parts.attention(layer.under("self_attn")),
        parts.norm(layer.under("self_attn_layer_norm")),
        parts.attention(layer.under("encoder_attn")),
        parts.norm(layer.under("encoder_attn_layer_norm")),
        parts.feedForward(layer),
        parts.norm(layer.under("final_layer_norm")));
  }

  @Override
  public KeyValue source(NDArray encoded) {
    return cross.keyValue(encoded);
  }

  @Override
  public NDArray apply(
      NDArray x,
      UnaryOperator<KeyValue> past,
      @Nullable NDArray mask,
      KeyValue source,
      NDArray padding) {
    NDArray told = self.self(x, past, mask);
    NDArray heard = selfNorm.apply(x.add(told));
    NDArray seen = crossNorm.apply(heard.add(cross.across(heard, source, padding)));
    return finalNorm.apply(seen.add(feedForward.apply(seen)));
  }
}
