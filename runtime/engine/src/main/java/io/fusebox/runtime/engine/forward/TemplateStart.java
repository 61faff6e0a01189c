package io.fusebox.runtime.engine.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segments;

/** Puts what a template says before all else in front of what a strategy fused. */
final class TemplateStart {
  private TemplateStart() {}

  /**
   * The input with some segments in front, which see everything and are seen by everyone.
   *
   * @param before none = the input as it is
   */
  static PlmInput of(Segments before, PlmInput fused) {
    long n = before.list().stream().mapToLong(s -> s.length()).sum();
    return n == 0
        ? fused
        : new PlmInput(
            before.concat(fused.segments()),
            fused.attention().map(mask -> widened(mask, n)),
            fused.positions());
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
