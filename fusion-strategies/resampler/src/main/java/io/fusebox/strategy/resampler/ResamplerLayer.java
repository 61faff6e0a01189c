package io.fusebox.strategy.resampler;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.strategy.resampler.PerceiverResampler.Config;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;

/**
 * One layer of cross-attention and feed-forward, normalised before each (pre-LN): Y = W_in X, H = Q
 * + Attention(LN(Q), LN(Y)), Z = H + FFN(LN(H)), and W_out LN(Z) is as wide as the PLM.
 *
 * @param queries {@code [k, r]}
 * @param in {@code d_v -> r}
 * @param toPlm {@code r -> d}
 */
record ResamplerLayer(
    Linear in,
    NDArray queries,
    LayerNorm featuresNorm,
    LayerNorm queriesNorm,
    Attention attention,
    LayerNorm innerNorm,
    FeedForward inner,
    LayerNorm norm,
    Linear toPlm) {
  private static final float EPS = 1e-5f;

  /** The layer of one modality, of a batch's weights. */
  static ResamplerLayer of(Config config, FusionInput in, String modality) {
    String name = modality + ".resampler.";
    NDArray queries = in.weight(name + "queries");
    Attention attention =
        new Attention(
            new Linear(in.weight(name + "query.weight"), null),
            new Linear(in.weight(name + "key.weight"), null),
            new Linear(in.weight(name + "value.weight"), null),
            linear(in, name + "out."),
            config.heads(),
            Attention.scale(queries, config.bottleneck() / config.heads()));
    return new ResamplerLayer(
        linear(in, name + "in."),
        queries,
        norm(in, name + "features-norm."),
        norm(in, name + "queries-norm."),
        attention,
        norm(in, name + "mlp-norm."),
        new FeedForward(linear(in, name + "mlp.0."), Activation.GELU, linear(in, name + "mlp.2.")),
        norm(in, name + "norm."),
        linear(in, name + "to-plm."));
  }

  private static Linear linear(FusionInput in, String name) {
    return new Linear(in.weight(name + "weight"), in.weight(name + "bias"));
  }

  private static LayerNorm norm(FusionInput in, String name) {
    return new LayerNorm(in.weight(name + "weight"), in.weight(name + "bias"), EPS);
  }

  /**
   * {@code [b, m, d_v] -> [b, k, d]}, owned by the manager of {@code features}.
   *
   * @param mask {@code [b, m]} or {@code [1, m]}, 1 = attend, 0 = padding
   */
  NDArray apply(NDArray features, NDArray mask) {
    NDArray seen = featuresNorm.apply(in.apply(features)); // [b, m, r]
    NDArray asked =
        queries
            .expandDims(0)
            .broadcast(
                seen.getShape().get(0), queries.getShape().get(0), queries.getShape().get(1));
    NDArray padding = AttentionMasks.additive(AttentionMasks.padding(mask)); // [b, 1, 1, m]
    NDArray told =
        attention.attend(queriesNorm.apply(asked), attention.keyValue(seen), padding); // [b, k, r]
    NDArray heard = asked.add(told);
    NDArray states = heard.add(inner.apply(innerNorm.apply(heard)));
    return toPlm.apply(norm.apply(states));
  }
}
