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
 * Reads layers that are called as ViT's: those of ViT and of the Audio Spectrogram Transformer.
 *
 * @param inner the width of the feed-forward layers
 * @param activation theirs
 * @param eps of the LayerNorms
 * @param qkvBias whether queries, keys and values have a bias
 * @param scale see {@link Attention#scale}
 */
public record VitLayers(
    Parameters of,
    int width,
    int heads,
    int inner,
    Activation activation,
    double eps,
    boolean qkvBias,
    NDArray scale) {

  /** Reads {@code encoder.layer.N}. */
  public PreNormLayers read(int layers) {
    return PreNormLayers.read(layers, i -> layer(of.under("encoder.layer." + i)));
  }

  private PreNormLayer layer(Parameters of) {
    return new PreNormLayer(
        LayerNorm.read(of.under("layernorm_before"), width, eps),
        attention(of.under("attention")),
        LayerNorm.read(of.under("layernorm_after"), width, eps),
        new FeedForward(
            Linear.read(of.under("intermediate.dense"), width, inner),
            activation,
            Linear.read(of.under("output.dense"), inner, width)));
  }

  private Attention attention(Parameters of) {
    return new Attention(
        projection(of.under("attention.query")),
        projection(of.under("attention.key")),
        projection(of.under("attention.value")),
        Linear.read(of.under("output.dense"), width, width),
        heads,
        scale);
  }

  private Linear projection(Parameters of) {
    return qkvBias ? Linear.read(of, width, width) : Linear.readWithoutBias(of, width, width);
  }
}
