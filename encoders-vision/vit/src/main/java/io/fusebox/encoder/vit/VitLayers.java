package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PreNormLayer;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * Reads the layers of a ViT.
 *
 * @param scale see {@link Attention#scale}
 */
record VitLayers(Parameters of, VisionConfig config, boolean qkvBias, NDArray scale) {
  PreNormLayers read() {
    return PreNormLayers.read(config.layers(), i -> layer(of.under("encoder.layer." + i)));
  }

  private PreNormLayer layer(Parameters of) {
    int d = config.width();
    return new PreNormLayer(
        LayerNorm.read(of.under("layernorm_before"), d, config.eps()),
        attention(of.under("attention")),
        LayerNorm.read(of.under("layernorm_after"), d, config.eps()),
        new FeedForward(
            Linear.read(of.under("intermediate.dense"), d, config.inner()),
            ai.djl.nn.Activation::gelu,
            Linear.read(of.under("output.dense"), config.inner(), d)));
  }

  private Attention attention(Parameters of) {
    int d = config.width();
    return new Attention(
        projection(of.under("attention.query")),
        projection(of.under("attention.key")),
        projection(of.under("attention.value")),
        Linear.read(of.under("output.dense"), d, d),
        config.heads(),
        scale);
  }

  private Linear projection(Parameters of) {
    int d = config.width();
    return qkvBias ? Linear.read(of, d, d) : Linear.readWithoutBias(of, d, d);
  }
}
