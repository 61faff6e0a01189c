package io.fusebox.causal;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.RmsNorm;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Grouped-query attention with rotary positions.
 *
 * @param queryNorm of each head's queries before they are rotated, null = none; {@code keyNorm} of
 *     keys
 */
record RotaryAttention(
    Linear query,
    Linear key,
    Linear value,
    Linear out,
    @Nullable RmsNorm queryNorm,
    @Nullable RmsNorm keyNorm,
    GroupedAttention heads) {

  /** {@code [b, t, d] -> [b, t, d]}. */
  NDArray apply(NDArray x, UnaryOperator<KeyValue> past, LayerContext context) {
    Rotation rotation = requireNonNull(context.rotation());
    NDArray q = rotation.apply(normed(queryNorm, query.apply(x), heads.heads()));
    NDArray k = rotation.apply(normed(keyNorm, key.apply(x), heads.keyHeads()));
    NDArray v = GroupedAttention.split(value.apply(x), heads.keyHeads());
    return out.apply(heads.apply(q, past.apply(new KeyValue(k, v)), context.mask()));
  }

  private static NDArray normed(@Nullable RmsNorm norm, NDArray x, int heads) {
    NDArray split = GroupedAttention.split(x, heads);
    return norm == null ? split : norm.apply(split);
  }
}
