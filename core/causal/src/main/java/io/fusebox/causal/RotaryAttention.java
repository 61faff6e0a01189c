package io.fusebox.causal;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.RotaryHeads;
import java.util.function.UnaryOperator;

/**
 * Grouped-query attention with rotary positions.
 *
 * @param scale 1 / sqrt(d_head) as a tensor that lives as long as the model
 */
record RotaryAttention(RotaryHeads heads, NDArray scale, Linear out) {

  /** {@code [b, t, d] -> [b, t, d]}. */
  NDArray apply(NDArray x, UnaryOperator<KeyValue> past, LayerContext context) {
    RotaryHeads.Turned turned = heads.apply(x, requireNonNull(context.rotation()));
    KeyValue to = past.apply(turned.own());
    return Attention.mappedHeads(turned.queries(), to, context.mask(), scale, out);
  }
}
