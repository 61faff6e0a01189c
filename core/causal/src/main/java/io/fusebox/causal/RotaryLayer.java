package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.GatedFeedForward;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.function.UnaryOperator;

/** One layer built as Llama's, normalised before each of its two parts. */
record RotaryLayer(
    RmsNorm attentionNorm, RotaryAttention attention, RmsNorm mlpNorm, GatedFeedForward mlp)
    implements CausalLayer {
  @Override
  public NDArray apply(NDArray x, UnaryOperator<KeyValue> past, LayerContext context) {
    NDArray seen = x.add(attention.apply(attentionNorm.apply(x), past, context));
    return seen.add(mlp.apply(mlpNorm.apply(seen)));
  }
}
