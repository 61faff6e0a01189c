package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network: convolutions, a projection to the transformer's width, positions, layers.
 *
 * @param featureNorm before the projection; empty in models without
 * @param norm before the first layer, or after the last one of stable models
 */
record SpeechModel(
    SpeechConfig config,
    List<ConvolutionLayer> convolutions,
    Optional<LayerNorm> featureNorm,
    Linear projection,
    PositionalConvolution positions,
    LayerNorm norm,
    List<SpeechLayer> layers) {

  /**
   * Reads a model.
   *
   * @param activations the functions of the convolutions and of the feed-forward layers
   */
  static SpeechModel read(Parameters of, SpeechConfig config, Activations activations) {
    int d = config.width();
    int channels = config.convolutions().width();
    Parameters projection = of.under("feature_projection");
    LayerNorm norm = LayerNorm.read(of.under("encoder.layer_norm"), d, config.eps());
    NDArray scale = Attention.scale(norm.weight(), d / config.heads());
    return new SpeechModel(
        config,
        IntStream.range(0, config.convolutions().layers().size())
            .mapToObj(i -> convolution(of, config, i, activations))
            .toList(),
        config.normalised()
            ? Optional.of(LayerNorm.read(projection.under("layer_norm"), channels, config.eps()))
            : Optional.empty(),
        Linear.read(projection.under("projection"), channels, d),
        PositionalConvolution.read(
            of.under("encoder.pos_conv_embed.conv"), config, activations.convolution()),
        norm,
        IntStream.range(0, config.layers())
            .mapToObj(i -> of.under("encoder.layers." + i))
            .map(layer -> SpeechLayer.read(layer, config, activations.feedForward(), scale))
            .toList());
  }

  /** The activation functions of a model. */
  record Activations(Activation convolution, Activation feedForward) {}

  private static ConvolutionLayer convolution(
      Parameters of, SpeechConfig config, int i, Activations activations) {
    return ConvolutionLayer.read(
        of.under("feature_extractor.conv_layers"),
        config.convolutions(),
        i,
        activations.convolution());
  }

  /** {@code [b, t] -> [b, c, s]}: what the convolutions make of the waveform. */
  NDArray convolved(NDArray waveform) {
    NDArray x = waveform.expandDims(1);
    for (ConvolutionLayer layer : convolutions) {
      NDArray read = x;
      x = layer.apply(read);
      read.close();
    }
    return x;
  }

  /** {@code [b, c, s] -> [b, s, c]}: normalised, if the model does that. */
  NDArray extracted(NDArray convolved) {
    NDArray frames = convolved.swapAxes(1, 2);
    return featureNorm.map(n -> n.apply(frames)).orElse(frames);
  }

  /** {@code [b, s, c] -> [b, s, d]}: what the first layer reads. */
  NDArray embed(NDArray extracted, Optional<FrameMask> mask) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray projected = projection.apply(extracted);
          NDArray frames = mask.map(m -> m.silenced(projected)).orElse(projected);
          NDArray placed = frames.add(positions.apply(frames));
          return config.stable() ? placed : norm.apply(placed);
        });
  }

  /** {@code [b, t] -> [b, s, d]}. */
  NDArray lastHiddenState(NDArray waveform, Optional<FrameMask> mask) {
    @Nullable NDArray additive = mask.map(FrameMask::additive).orElse(null);
    NDArray x = TensorScope.freeIntermediates(() -> embed(extracted(convolved(waveform)), mask));
    for (SpeechLayer layer : layers) {
      NDArray read = x;
      x = layer.apply(read, additive);
      read.close();
    }
    return last(x);
  }

  /** The input of each layer, then the output of the model. */
  NDList hiddenStates(NDArray extracted, Optional<FrameMask> mask) {
    @Nullable NDArray additive = mask.map(FrameMask::additive).orElse(null);
    List<NDArray> states = new ArrayList<>(List.of(embed(extracted, mask)));
    for (SpeechLayer layer : layers) {
      states.add(layer.apply(states.get(states.size() - 1), additive));
    }
    states.set(layers.size(), last(states.get(layers.size())));
    return new NDList(states);
  }

  private NDArray last(NDArray x) {
    return config.stable() ? norm.apply(x) : x;
  }
}
