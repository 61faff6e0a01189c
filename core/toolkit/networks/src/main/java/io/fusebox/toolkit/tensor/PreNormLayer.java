package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.LayerNorm;
import java.util.function.UnaryOperator;

/**
 * One pre-LN transformer layer: x + attention(LN(x)), then x + feed-forward(LN(x)) (Xiong et al.
 * 2020, "On Layer Normalization in the Transformer Architecture").
 */
public record PreNormLayer(
    LayerNorm beforeAttention, Attention attention, LayerNorm beforeInner, FeedForward inner)
    implements UnaryOperator<NDArray> {

  /** {@code [b, s, d] -> [b, s, d]}, owned by the manager of {@code x}. */
  @Override
  public NDArray apply(NDArray x) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray seen = x.add(attention.self(beforeAttention.apply(x), null)); // [b, s, d]
          return seen.add(inner.apply(beforeInner.apply(seen)));
        });
  }
}
