package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Attention;
import io.fusebox.tensor.LayerNorm;
import io.fusebox.tensor.Linear;
import io.fusebox.tensor.Scratch;

/** One pre-LN layer: x + attention(LN(x)), then x + feed-forward(LN(x)). */
record VitLayer(
    LayerNorm beforeAttention,
    Attention attention,
    LayerNorm beforeInner,
    Linear inner,
    Linear outer) {

  /**
   * Reads the layer that {@code of} points at.
   *
   * @param scale see {@link Attention#scale}
   */
  static VitLayer read(Parameters of, VitConfig config, NDArray scale) {
    int d = config.width();
    Attention attention =
        new Attention(
            projection(of.under("attention.attention.query"), config),
            projection(of.under("attention.attention.key"), config),
            projection(of.under("attention.attention.value"), config),
            Linear.read(of.under("attention.output.dense"), d, d),
            config.heads(),
            scale);
    return new VitLayer(
        LayerNorm.read(of.under("layernorm_before"), d, config.eps()),
        attention,
        LayerNorm.read(of.under("layernorm_after"), d, config.eps()),
        Linear.read(of.under("intermediate.dense"), d, config.inner()),
        Linear.read(of.under("output.dense"), config.inner(), d));
  }

  private static Linear projection(Parameters of, VitConfig config) {
    int d = config.width();
    return config.qkvBias() ? Linear.read(of, d, d) : Linear.readWithoutBias(of, d, d);
  }

  /** {@code [b, s, d] -> [b, s, d]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    return Scratch.keep(
        () -> {
          NDArray seen = x.add(attention.self(beforeAttention.apply(x), null)); // [b, s, d]
          NDArray wide = Activation.gelu(inner.apply(beforeInner.apply(seen))); // [b, s, inner]
          return seen.add(outer.apply(wide));
        });
  }
}
