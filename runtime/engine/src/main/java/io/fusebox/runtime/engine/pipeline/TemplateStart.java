package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segments;

/** Puts what a template says before all else in front of what a strategy fused. */
public final class TemplateStart {
  private TemplateStart() {}

  /**
   * The input with some segments in front, which see everything and are seen by everyone; a prefix
   * stays in front of them all.
   *
   * @param before none = the input as it is
   */
  public static PlmInput of(Segments before, PlmInput fused) {
    long n = before.list().stream().mapToLong(s -> s.length()).sum();
    if (n == 0) {
      return fused;
    }
    PlmInput whole = fused.withSegments(before.concat(fused.segments()));
    return fused.attention().map(mask -> whole.withAttention(widened(mask, n))).orElse(whole);
  }

  /** {@code [..., s, s] -> [..., n + s, n + s]}. */
  private static NDArray widened(NDArray mask, long n) {
    int rows = mask.getShape().dimension() - 2;
    NDArray left = ones(mask, rows + 1, n);
    NDArray wide = left.concat(mask, rows + 1);
    return ones(wide, rows, n).concat(wide, rows);
  }

  private static NDArray ones(NDArray like, int axis, long n) {
    long[] shape = like.getShape().getShape().clone();
    shape[axis] = n;
    return like.getManager()
        .ones(new Shape(shape), DataType.INT32)
        .toType(like.getDataType(), false);
  }
}
