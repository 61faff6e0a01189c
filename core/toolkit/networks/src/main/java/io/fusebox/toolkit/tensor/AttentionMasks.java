package io.fusebox.toolkit.tensor;

import static io.fusebox.api.settings.Settings.require;

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

  /**
   * What an input brings as its own mask, for {@code b} examples of {@code s} positions.
   *
   * @throws io.fusebox.api.FuseboxException when it is neither {@code [s, s]} nor {@code [b, 1, s,
   *     s]} nor {@code [1, 1, s, s]}
   */
  public static void requireFits(Shape found, long b, long s) {
    boolean plain = found.equals(new Shape(s, s));
    boolean each = found.equals(new Shape(b, 1, s, s)) || found.equals(new Shape(1, 1, s, s));
    require(
        plain || each,
        "the attention mask must be [%d, %d] or [%d, 1, %d, %d], found %s"
            .formatted(s, s, b, s, s, found));
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
