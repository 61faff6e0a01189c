package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.seq2seq.DecoderLayer;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One decoder layer, normalised before each of its three parts. */
record T5DecoderLayer(
    RmsNorm selfNorm,
    Attention self,
    RmsNorm crossNorm,
    Attention cross,
    RmsNorm feedForwardNorm,
    UnaryOperator<NDArray> feedForward)
    implements DecoderLayer {

  static T5DecoderLayer read(Parameters block, T5LayerReader parts) {
    Parameters self = block.under("layer.0");
    Parameters cross = block.under("layer.1");
    Parameters dense = block.under("layer.2");
    return new T5DecoderLayer(
        parts.norm(self.under("layer_norm")),
        parts.attention(self.under("SelfAttention")),
        parts.norm(cross.under("layer_norm")),
        parts.attention(cross.under("EncDecAttention")),
        parts.norm(dense.under("layer_norm")),
        parts.feedForward(dense.under("DenseReluDense")));
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
    NDArray own = selfNorm.apply(x);
    NDArray heard = x.add(self.self(own, past, mask));
    NDArray seen = heard.add(cross.across(crossNorm.apply(heard), source, padding));
    return seen.add(feedForward.apply(feedForwardNorm.apply(seen)));
  }
}
