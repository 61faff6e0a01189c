package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.toolkit.tensor.Rotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only transformer with its head, in the pieces that {@link CausalPlm} puts together.
 * Results belong to the manager of the first tensor.
 */
public interface CausalStack {
  /** The width d of what it reads. */
  long width();

  /** How many positions it knows, or is let to read. */
  long maxPositions();

  List<? extends CausalLayer> layers();

  /** The shape of what every layer's attention can be made to see before its own keys. */
  PrefixShape prefixShape();

  /**
   * Whether positions are added to embeddings. Then a segment cannot be placed by itself: its
   * positions would restart.
   */
  default boolean addsPositions() {
    return false;
  }

  /** Embeddings {@code [b, t, d]} as the first layer reads them: with their positions, if added. */
  default NDArray begin(NDArray x, TokenPositions positions) {
    return x;
  }

  /** The rotation of queries and keys, owned by {@code manager}; null = none. */
  default @Nullable Rotation rotation(NDManager manager, TokenPositions positions) {
    return null;
  }

  /** The modules after the last layer, {@code [b, t, d] -> [b, t, d]}, each position by itself. */
  NDArray finish(NDArray x);

  /** {@code [b, t, d] -> [b, t, v]}. */
  NDArray logits(NDArray x);

  /** The same of some tokens {@code [n]} alone: {@code [b, t, d] -> [b, t, n]}. */
  default NDArray logits(NDArray x, NDArray tokens) {
    return logits(x).get(new NDIndex(":, :, {}", tokens));
  }
}
