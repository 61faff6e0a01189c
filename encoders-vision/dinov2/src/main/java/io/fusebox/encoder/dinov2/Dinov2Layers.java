package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.vision.VisionConfig;
import java.util.function.UnaryOperator;

/**
 * Reads the layers of a DINOv2.
 *
 * @param scale see {@link Attention#scale}
 */
record Dinov2Layers(Parameters of, Dinov2Config settings, Activation activation, NDArray scale) {
  PreNormLayers read() {
    return PreNormLayers.read(
        settings.sizes().layers(), i -> layer(of.under("encoder.layer." + i)));
  }

  private Dinov2Layer layer(Parameters of) {
    VisionConfig config = settings.sizes();
    int d = config.width();
    return new Dinov2Layer(
        LayerNorm.read(of.under("norm1"), d, config.eps()),
        attention(of.under("attention")),
        of.get("layer_scale1.lambda1", d),
        LayerNorm.read(of.under("norm2"), d, config.eps()),
        perceptron(of.under("mlp")),
        of.get("layer_scale2.lambda1", d));
  }

  private Attention attention(Parameters of) {
    int d = settings.sizes().width();
    return new Attention(
        projection(of.under("attention.query")),
        projection(of.under("attention.key")),
        projection(of.under("attention.value")),
        Linear.read(of.under("output.dense"), d, d),
        settings.sizes().heads(),
        scale);
  }

  private Linear projection(Parameters of) {
    int d = settings.sizes().width();
    return settings.qkvBias() ? Linear.read(of, d, d) : Linear.readWithoutBias(of, d, d);
  }

  private UnaryOperator<NDArray> perceptron(Parameters of) {
    int d = settings.sizes().width();
    int inner = settings.sizes().inner();
    return settings.gated()
        ? new GatedPerceptron(
                Linear.read(of.under("weights_in"), d, 2L * inner),
                Linear.read(of.under("weights_out"), inner, d))
            ::apply
        : new FeedForward(
                Linear.read(of.under("fc1"), d, inner),
                activation,
                Linear.read(of.under("fc2"), inner, d))
            ::apply;
  }
}
