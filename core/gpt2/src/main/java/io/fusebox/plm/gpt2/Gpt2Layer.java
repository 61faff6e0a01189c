package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.causal.CausalLayer;
import io.fusebox.causal.LayerContext;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.function.UnaryOperator;

/**
 * One layer, normalised before each of its two parts.
 *
 * @param in queries, keys and values in one
 * @param scale 1 / sqrt(d_head) as a tensor that lives as long as the model
 */
record Gpt2Layer(
    LayerNorm attentionNorm,
    Conv1d in,
    int heads,
    NDArray scale,
    Conv1d out,
    LayerNorm mlpNorm,
    Conv1d inner,
    Activation activation,
    Conv1d outer)
    implements CausalLayer {

  @Override
  public NDArray apply(NDArray x, UnaryOperator<KeyValue> past, LayerContext context) {
    NDArray seen = x.add(attend(attentionNorm.apply(x), past, context));
    return seen.add(outer.apply(activation.apply(inner.apply(mlpNorm.apply(seen)))));
  }

  private NDArray attend(NDArray x, UnaryOperator<KeyValue> past, LayerContext context) {
    NDList three = in.apply(x).split(3, 2);
    KeyValue own = new KeyValue(split(three.get(1)), split(three.get(2)));
    NDArray queries = split(three.get(0));
    return out.apply(Attention.heads(queries, past.apply(own), context.mask(), scale));
  }

  /** {@code [b, t, d] -> [b, h, t, d_head]}. */
  private NDArray split(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), heads, s.get(2) / heads).swapAxes(1, 2);
  }
}
