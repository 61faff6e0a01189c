package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.function.UnaryOperator;

/** One layer of a decoder-only PLM, whatever cache there is. */
@FunctionalInterface
public interface CausalLayer {
  /**
   * {@code [b, t, d] -> [b, t, d]}, owned by the manager of {@code x}.
   *
   * @param past from the keys and values of these positions, rotated if they are, to those of all
   *     positions up to these, these included
   * @param context what all layers of this pass share
   */
  NDArray apply(NDArray x, UnaryOperator<KeyValue> past, LayerContext context);
}
