package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Attention masks that are added to scores. What may not be seen gets the smallest finite float,
 * not -inf: a fully masked row is uniform, not NaN, as in the reference.
 */
public final class AttentionMasks {
  private AttentionMasks() {}

  /**
   * {@code 1 -> 0, 0 -> -3.4e38}.
   *
   * @param allowed 1 = attend, 0 = not; any shape and type
   * @return float32 of the same shape, owned by the same manager
   */
  public static NDArray additive(NDArray allowed) {
    NDArray forbidden = allowed.logicalNot().toType(DataType.FLOAT32, false);
    return forbidden.mul(forbidden.getManager().full(new Shape(), -Float.MAX_VALUE));
  }

  /** {@code [b, s] -> [b, 1, 1, s]}: the padding of what is attended to. */
  public static NDArray padding(NDArray mask) {
    return mask.expandDims(1).expandDims(1);
  }

  /** {@code [1, 1, t, t]}: each position sees itself and what came before. 1 = attend. */
  public static NDArray causal(NDManager manager, long t) {
    float[] ones = new float[Math.toIntExact(t * t)];
    for (int i = 0; i < t; i++) {
      java.util.Arrays.fill(ones, (int) (i * t), (int) (i * t + i + 1), 1f);
    }
    return manager.create(ones, new Shape(1, 1, t, t));
  }
}
