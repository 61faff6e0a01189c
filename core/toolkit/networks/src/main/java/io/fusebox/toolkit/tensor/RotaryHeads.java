package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maps to queries, keys and values whose queries and keys are turned by their positions.
 *
 * @param queryNorm of each head's queries before they are turned, null = none; {@code keyNorm} of
 *     keys
 */
public record RotaryHeads(
    Linear query,
    Linear key,
    Linear value,
    @Nullable RmsNorm queryNorm,
    @Nullable RmsNorm keyNorm,
    int heads,
    int keyHeads) {

  /** Both or neither have a norm. */
  public RotaryHeads {
    if ((queryNorm == null) != (keyNorm == null)) {
      throw new IllegalArgumentException("queries and keys are normalised alike");
    }
  }

  /**
   * Queries, and the keys and values of the same positions.
   *
   * @param queries {@code [b, h, t, d_head]}
   * @param own {@code [b, h_kv, t, d_head]} each
   */
  public record Turned(NDArray queries, KeyValue own) {}

  /** Of {@code x [b, t, d]}, whose manager owns them. */
  public Turned apply(NDArray x, Rotation rotation) {
    try (NDArray h = Kernels.integer(x, heads);
        NDArray groups = Kernels.integer(x, keyHeads);
        NDArray eps = Kernels.number(x, queryNorm == null ? 0 : queryNorm.eps())) {
      NDList all =
          Kernels.Method.TURNED_QUERY_KEY_VALUE.mapping(
              x,
              List.of(query, key, value),
              queryNorm == null ? null : queryNorm.weight(),
              keyNorm == null ? null : keyNorm.weight(),
              eps,
              rotation.cos(),
              rotation.sin(),
              h,
              groups);
      return new Turned(all.get(0), new KeyValue(all.get(1), all.get(2)));
    }
  }
}
