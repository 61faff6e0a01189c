package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose keys and values have fewer heads than the queries, or as many: each of them
 * serves a group of neighbouring query heads (Ainslie et al., 2023, "GQA"). A group's queries are
 * taken as more queries of its one key head, so that no key is repeated.
 *
 * @param heads of the queries
 * @param keyHeads of keys and values
 * @param scale 1 / sqrt(d_head) as a tensor that lives as long as the model
 */
public record GroupedAttention(int heads, int keyHeads, NDArray scale) {

  /**
   * Attends.
   *
   * @param q {@code [b, h, t, d_head]}
   * @param to {@code [b, h_kv, s, d_head]} each
   * @param mask added to the scores, broadcast to {@code [b, h, t, s]}; null = none
   * @return {@code [b, t, h * d_head]}, owned by the manager of {@code q}
   */
  public NDArray apply(NDArray q, KeyValue to, @Nullable NDArray mask) {
    return Attention.heads(q, to, mask, scale);
  }

  /** {@code [b, t, n * d_head] -> [b, n, t, d_head]}. */
  public static NDArray split(NDArray x, int n) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), n, s.get(2) / n).swapAxes(1, 2);
  }
}
