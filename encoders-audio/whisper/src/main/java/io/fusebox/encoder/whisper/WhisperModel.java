package io.fusebox.encoder.whisper;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PreNormLayer;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.tensor.TensorScope;

/**
 * The network: two convolutions over the spectrogram, fixed positions, layers, a last LN.
 *
 * @param positions {@code [positions, d]}, from the file
 */
record WhisperModel(
    WhisperConfig config,
    Convolution first,
    Convolution second,
    Activation activation,
    NDArray positions,
    PreNormLayers layers,
    LayerNorm last) {
  private static final double EPS = 1e-5;
  private static final int KERNEL = 3;

  /**
   * Reads a model.
   *
   * @param activation of convolutions and feed-forward layers
   */
  static WhisperModel read(Parameters of, WhisperConfig config, Activation activation) {
    int d = config.width();
    NDArray positions = of.get("embed_positions.weight", config.positions(), d);
    NDArray scale = Attention.scale(positions, d / config.heads());
    return new WhisperModel(
        config,
        Convolution.read(of.under("conv1"), config.mels(), d, 1),
        Convolution.read(of.under("conv2"), d, d, 2),
        activation,
        positions,
        PreNormLayers.read(
            config.layers(), i -> layer(of.under("layers." + i), config, activation, scale)),
        LayerNorm.read(of.under("layer_norm"), d, EPS));
  }

  private static PreNormLayer layer(
      Parameters of, WhisperConfig config, Activation activation, NDArray scale) {
    int d = config.width();
    Parameters heads = of.under("self_attn");
    return new PreNormLayer(
        LayerNorm.read(of.under("self_attn_layer_norm"), d, EPS),
        new Attention(
            Linear.read(heads.under("q_proj"), d, d),
            Linear.readWithoutBias(heads.under("k_proj"), d, d),
            Linear.read(heads.under("v_proj"), d, d),
            Linear.read(heads.under("out_proj"), d, d),
            config.heads(),
            scale),
        LayerNorm.read(of.under("final_layer_norm"), d, EPS),
        new FeedForward(
            Linear.read(of.under("fc1"), d, config.inner()),
            activation,
            Linear.read(of.under("fc2"), config.inner(), d)));
  }

  /** A convolution over time that sees one frame to each side. */
  record Convolution(NDArray weight, NDArray bias, int stride) {
    static Convolution read(Parameters of, int in, int out, int stride) {
      return new Convolution(of.get("weight", out, in, KERNEL), of.get("bias", out), stride);
    }

    /** {@code [b, in, t] -> [b, out, t / stride]}. */
    NDArray apply(NDArray x) {
      return Conv1d.conv1d(x, weight, bias, new Shape(stride), new Shape(1)).singletonOrThrow();
    }
  }

  /** {@code [b, mels, 2 s] -> [b, s, d]}: what the first layer reads. */
  private NDArray embed(NDArray spectrograms) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray heard = activation.apply(first.apply(spectrograms));
          return activation.apply(second.apply(heard)).swapAxes(1, 2).add(positions);
        });
  }

  /** {@code [b, mels, 2 s] -> [b, s, d]}, after the last LN. */
  NDArray lastHiddenState(NDArray spectrograms) {
    try (NDArray x = layers.apply(embed(spectrograms))) {
      return last.apply(x);
    }
  }

  /** The input of each layer, then the output of the last one, after the last LN. */
  NDList hiddenStates(NDArray spectrograms) {
    NDList states = layers.states(embed(spectrograms));
    NDArray end = states.remove(states.size() - 1);
    states.add(last.apply(end));
    return states;
  }
}
