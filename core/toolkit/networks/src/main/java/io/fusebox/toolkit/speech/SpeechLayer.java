package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * One layer of the transformer.
 *
 * @param stable whether attention and feed-forward read what is normalised, rather than what they
 *     give being normalised
 */
record SpeechLayer(
    boolean stable,
    Attention attention,
    LayerNorm attentionNorm,
    FeedForward feedForward,
    LayerNorm lastNorm) {

  /**
   * Reads the layer that {@code of} points at.
   *
   * @param scale see {@link Attention#scale}
   */
  static SpeechLayer read(
      Parameters of, SpeechConfig config, Activation activation, NDArray scale) {
    int d = config.width();
    Parameters heads = of.under("attention");
    Attention attention =
        new Attention(
            Linear.read(heads.under("q_proj"), d, d),
            Linear.read(heads.under("k_proj"), d, d),
            Linear.read(heads.under("v_proj"), d, d),
            Linear.read(heads.under("out_proj"), d, d),
            config.heads(),
            scale);
    FeedForward feedForward =
        new FeedForward(
            Linear.read(of.under("feed_forward.intermediate_dense"), d, config.inner()),
            activation,
            Linear.read(of.under("feed_forward.output_dense"), config.inner(), d));
    return new SpeechLayer(
        config.stable(),
        attention,
        LayerNorm.read(of.under("layer_norm"), d, config.eps()),
        feedForward,
        LayerNorm.read(of.under("final_layer_norm"), d, config.eps()));
  }

  /**
   * {@code [b, s, d] -> [b, s, d]}, owned by the manager of {@code x}.
   *
   * @param mask added to the attention's scores; null = none
   */
  NDArray apply(NDArray x, @Nullable NDArray mask) {
    return TensorScope.freeIntermediates(() -> stable ? before(x, mask) : after(x, mask));
  }

  private NDArray before(NDArray x, @Nullable NDArray mask) {
    NDArray seen = x.add(attention.self(attentionNorm.apply(x), mask));
    return seen.add(feedForward.apply(lastNorm.apply(seen)));
  }

  private NDArray after(NDArray x, @Nullable NDArray mask) {
    NDArray seen = attentionNorm.apply(x.add(attention.self(x, mask)));
    return lastNorm.apply(seen.add(feedForward.apply(seen)));
  }
}
