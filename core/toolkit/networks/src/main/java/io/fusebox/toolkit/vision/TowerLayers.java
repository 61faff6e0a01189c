package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PreNormLayer;
import io.fusebox.toolkit.tensor.PreNormLayers;

/**
 * Reads the layers of a vision tower, as CLIP and SigLIP call their tensors.
 *
 * @param scale see {@link Attention#scale}
 */
public record TowerLayers(
    Parameters of, VisionConfig config, Activation activation, NDArray scale) {

  /** Reads {@code encoder.layers.N}. */
  public PreNormLayers read() {
    return PreNormLayers.read(config.layers(), i -> layer(of.under("encoder.layers." + i)));
  }

  private PreNormLayer layer(Parameters of) {
    int d = config.width();
    return new PreNormLayer(
        LayerNorm.read(of.under("layer_norm1"), d, config.eps()),
        attention(of.under("self_attn")),
        LayerNorm.read(of.under("layer_norm2"), d, config.eps()),
        feedForward(of.under("mlp")));
  }

  /** Reads {@code fc1} and {@code fc2}. */
  public FeedForward feedForward(Parameters of) {
    int d = config.width();
    return new FeedForward(
        Linear.read(of.under("fc1"), d, config.inner()),
        activation,
        Linear.read(of.under("fc2"), config.inner(), d));
  }

  private Attention attention(Parameters of) {
    int d = config.width();
    return new Attention(
        Linear.read(of.under("q_proj"), d, d),
        Linear.read(of.under("k_proj"), d, d),
        Linear.read(of.under("v_proj"), d, d),
        Linear.read(of.under("out_proj"), d, d),
        config.heads(),
        scale);
  }
}
