package io.fusebox.plm.bart;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;

/**
 * Reads the parts that encoder and decoder layers share.
 *
 * @param scale 1 / sqrt(d_head), shared by the layers of one side
 */
record BartLayerReader(
    BartConfig config, BartConfig.Stack stack, NDArray scale, Activation activation) {

  static BartLayerReader of(
      BartConfig config, BartConfig.Stack stack, BartTokenEmbedding tokens, Activation activation) {
    NDArray scale = Attention.scale(tokens.table().weight(), config.width() / stack.heads());
    return new BartLayerReader(config, stack, scale, activation);
  }

  Attention attention(Parameters module) {
    int d = config.width();
    return new Attention(
        Linear.read(module.under("q_proj"), d, d),
        Linear.read(module.under("k_proj"), d, d),
        Linear.read(module.under("v_proj"), d, d),
        Linear.read(module.under("out_proj"), d, d),
        stack.heads(),
        scale);
  }

  FeedForward feedForward(Parameters layer) {
    return new FeedForward(
        Linear.read(layer.under("fc1"), config.width(), stack.feedForward()),
        activation,
        Linear.read(layer.under("fc2"), stack.feedForward(), config.width()));
  }

  /** The prefixes of the keys and values of each layer's self-attention. */
  PrefixShape prefix() {
    return new PrefixShape(stack.layers(), stack.heads(), config.width() / stack.heads());
  }

  LayerNorm norm(Parameters module) {
    return LayerNorm.read(module, config.width(), BartConfig.EPS);
  }
}
