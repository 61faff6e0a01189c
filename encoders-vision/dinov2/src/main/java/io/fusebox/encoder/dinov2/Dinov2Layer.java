package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.function.UnaryOperator;

/**
 * A pre-norm layer whose two parts are scaled before they are added (LayerScale; Touvron et al.
 * 2021, "Going deeper with Image Transformers").
 *
 * @param attentionScale {@code [d]}
 * @param innerScale {@code [d]}
 */
record Dinov2Layer(
    LayerNorm beforeAttention,
    Attention attention,
    NDArray attentionScale,
    LayerNorm beforeInner,
    UnaryOperator<NDArray> inner,
    NDArray innerScale)
    implements UnaryOperator<NDArray> {

  /** {@code [b, s, d] -> [b, s, d]}, owned by the manager of {@code x}. */
  @Override
  public NDArray apply(NDArray x) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray attended = attention.self(beforeAttention.apply(x), null).mul(attentionScale);
          NDArray seen = x.add(attended); // [b, s, d]
          return seen.add(inner.apply(beforeInner.apply(seen)).mul(innerScale));
        });
  }
}
