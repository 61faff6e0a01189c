package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Attention;
import io.fusebox.tensor.Attention.KeyValue;
import io.fusebox.tensor.FeedForward;
import io.fusebox.tensor.LayerNorm;

/** One decoder layer, normalised after each residual sum. */
record BartDecoderLayer(
    Attention self,
    LayerNorm selfNorm,
    Attention cross,
    LayerNorm crossNorm,
    FeedForward feedForward,
    LayerNorm finalNorm) {

  static BartDecoderLayer read(Parameters layer, BartParts parts) {
    return new BartDecoderLayer(
        parts.attention(layer.under("self_attn")),
        parts.norm(layer.under("self_attn_layer_norm")),
        parts.attention(layer.under("encoder_attn")),
        parts.norm(layer.under("encoder_attn_layer_norm")),
        parts.feedForward(layer),
        parts.norm(layer.under("final_layer_norm")));
  }

  /**
   * {@code [b, t, d] -> [b, t, d]}.
   *
   * @param past keys and values of all positions up to these, these included
   * @param mask added to the scores of self-attention; null = all of {@code past} is seen
   * @param encoder keys and values of the encoder's output
   * @param padding added to the scores of cross-attention
   */
  NDArray apply(NDArray x, KeyValue past, NDArray mask, KeyValue encoder, NDArray padding) {
    NDArray heard = selfNorm.apply(x.add(self.attend(x, past, mask)));
    NDArray seen = crossNorm.apply(heard.add(look(heard, encoder, padding)));
    return finalNorm.apply(seen.add(feedForward.apply(seen)));
  }

  /**
   * Cross-attention. The beams of one example stand together in {@code x} and look at the same
   * encoder output: they are its queries, so that nothing needs to be copied for each of them.
   */
  private NDArray look(NDArray x, KeyValue encoder, NDArray padding) {
    long examples = encoder.keys().getShape().get(0);
    if (x.getShape().get(0) == examples) {
      return cross.attend(x, encoder, padding);
    }
    NDArray queries = x.reshape(examples, -1, x.getShape().get(2));
    return cross.attend(queries, encoder, padding).reshape(x.getShape());
  }
}
