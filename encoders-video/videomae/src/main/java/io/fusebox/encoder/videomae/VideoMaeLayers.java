package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PreNormLayer;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.vision.VisionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads the layers of a VideoMAE: as ViT's, but for the biases of queries and values, which lie
 * next to their weights, and those of keys, which there are none of.
 *
 * @param scale see {@link Attention#scale}
 */
record VideoMaeLayers(
    Parameters of, VisionConfig config, boolean qkvBias, Activation activation, NDArray scale) {
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
            activation,
            Linear.read(of.under("output.dense"), config.inner(), d)));
  }

  private Attention attention(Parameters of) {
    int d = config.width();
    Parameters inner = of.under("attention");
    return new Attention(
        new Linear(inner.get("query.weight", d, d), bias(inner, "q_bias")).held(inner),
        new Linear(inner.get("key.weight", d, d), null).held(inner),
        new Linear(inner.get("value.weight", d, d), bias(inner, "v_bias")).held(inner),
        Linear.read(of.under("output.dense"), d, d),
        config.heads(),
        scale);
  }

  private @Nullable NDArray bias(Parameters of, String name) {
    return qkvBias ? of.get(name, config.width()) : null;
  }
}
