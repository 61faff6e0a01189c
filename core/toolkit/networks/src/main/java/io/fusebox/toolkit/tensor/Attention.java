package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention: softmax(scale q k^T + mask) v. The query is scaled after its bias. The
 * heads together may be wider or narrower than the model: what the linear maps say. The scores of
 * long sequences are never in memory as a whole (Dao et al., 2022, "FlashAttention").
 *
 * @param scale 1 / sqrt(d_head) as a tensor that lives as long as the model: under autograd a
 *     scalar argument's buffer may be freed before the backward pass reads it; null = 1
 */
public record Attention(
    Linear query, Linear key, Linear value, Linear out, int heads, @Nullable NDArray scale) {

  /** Keys and values of a sequence, {@code [b, h, s, d_head]} each. */
  public record KeyValue(NDArray keys, NDArray values) {
    /** These, then {@code next}'s; owned by the manager of these. */
    public KeyValue concat(KeyValue next) {
      return new KeyValue(
          NDArrays.concat(new NDList(keys, next.keys), 2),
          NDArrays.concat(new NDList(values, next.values), 2));
    }

    /** The same without a history for gradients, owned by {@code owner}. */
    public KeyValue kept(NDManager owner) {
      return new KeyValue(TensorScope.detachTo(owner, keys), TensorScope.detachTo(owner, values));
    }
  }

  /** The scale for heads of this width, owned by the manager that owns {@code weights}. */
  public static NDArray scale(NDArray weights, long headWidth) {
    return weights.getManager().full(new Shape(), (float) (1 / Math.sqrt(headWidth)));
  }

  /** Keys and values of {@code states [b, s, d]}, in the type of their maps' weights. */
  public KeyValue keyValue(NDArray states) {
    try (NDArray h = Kernels.integer(states, heads)) {
      NDList both = Kernels.Method.KEY_VALUE.mapping(states, List.of(key, value), h);
      return new KeyValue(both.get(0), both.get(1));
    }
  }

  /**
   * Self-attention of {@code x [b, t, d]} to its own keys and values and to others.
   *
   * @param seen what {@code x} attends to, of its own keys and values; see {@link #keyValue}
   * @param mask as in {@link #attend}
   * @return {@code [b, t, d]}, owned by the manager of {@code x}
   */
  public NDArray self(NDArray x, UnaryOperator<KeyValue> seen, @Nullable NDArray mask) {
    try (NDArray h = Kernels.integer(x, heads)) {
      NDList own = Kernels.Method.QUERY_KEY_VALUE.mapping(x, List.of(query, key, value), h);
      KeyValue to = seen.apply(new KeyValue(own.get(1), own.get(2)));
      return mappedHeads(own.get(0), to, mask, scale, out);
    }
  }

  /** Self-attention of {@code x [b, s, d]}; {@code mask} is added, {@code null} = none. */
  public NDArray self(NDArray x, @Nullable NDArray mask) {
    try (NDArray h = Kernels.integer(x, heads)) {
      List<Linear> maps = List.of(query, key, value, out);
      return Kernels.Method.SELF_ATTENTION
          .mapping(x, maps, mask, Kernels.orOne(scale), h)
          .singletonOrThrow();
    }
  }

  /**
   * Cross-attention of {@code x} to what an encoder made of {@code b} examples. The rows of {@code
   * x} may be a multiple of the examples, each one's beams standing together: they look at the same
   * keys and are queries of one example, so that nothing needs to be copied for each of them.
   */
  public NDArray across(NDArray x, KeyValue to, @Nullable NDArray padding) {
    long examples = to.keys().getShape().get(0);
    if (x.getShape().get(0) == examples) {
      return attend(x, to, padding);
    }
    NDArray queries = x.reshape(examples, -1, x.getShape().get(2));
    return attend(queries, to, padding).reshape(x.getShape());
  }

  /**
   * Attention of {@code x [b, t, d]} to keys and values of length s.
   *
   * @param mask added to the scores, broadcast to {@code [b, h, t, s]}; null = none
   * @return {@code [b, t, d]}, owned by the manager of {@code x}
   */
  public NDArray attend(NDArray x, KeyValue to, @Nullable NDArray mask) {
    try (NDArray h = Kernels.integer(x, heads)) {
      return Kernels.Method.ATTEND.one(
          x,
          query.weight(),
          query.bias(),
          to.keys(),
          to.values(),
          mask,
          Kernels.orOne(scale),
          out.weight(),
          out.bias(),
          h);
    }
  }

  /**
   * Heads that attend, without the maps around them. Keys and values may have fewer heads than the
   * queries: each of them serves a group of neighbouring query heads (Ainslie et al., 2023, "GQA"),
   * whose queries are taken as more queries of one head, so that no key is repeated.
   *
   * @param q {@code [b, h, t, d_head]}
   * @param to {@code [b, h_kv, s, d_head]} each
   * @param mask added to the scores, broadcast to {@code [b, h, t, s]}; null = none
   * @param scale of the scores, a number; null = 1
   * @return {@code [b, t, h * d_head]}, owned by the manager of {@code q}
   */
  public static NDArray heads(
      NDArray q, KeyValue to, @Nullable NDArray mask, @Nullable NDArray scale) {
    return Kernels.Method.HEADS.one(q, to.keys(), to.values(), mask, Kernels.orOne(scale));
  }

  /** The same, and the map {@code out} of what they give: {@code [b, t, d]} in float32. */
  public static NDArray mappedHeads(
      NDArray q, KeyValue to, @Nullable NDArray mask, @Nullable NDArray scale, Linear out) {
    return Kernels.Method.MAPPED_HEADS.one(
        q, to.keys(), to.values(), mask, Kernels.orOne(scale), out.weight(), out.bias());
  }
}
