package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.TensorScope;

/**
 * A convolution's weight as direction and length for each tap of its kernel (Salimans and Kingma,
 * 2016): {@code g v / |v|}. It is computed again each time, so that both may be trained.
 *
 * @param length g, {@code [1, 1, k]}
 * @param direction v, {@code [out, in, k]}
 */
record WeightNorm(NDArray length, NDArray direction) {

  /** Reads {@code weight_g} and {@code weight_v}, or what newer files call them. */
  static WeightNorm read(Parameters of, long out, long in, long kernel) {
    String newer = "parametrizations.weight.original";
    boolean old = !of.has(newer + "0");
    return new WeightNorm(
        of.get(old ? "weight_g" : newer + "0", 1, 1, kernel),
        of.get(old ? "weight_v" : newer + "1", out, in, kernel));
  }

  /** {@code [out, in, k]}, owned by {@code manager}. */
  NDArray weight(NDManager manager) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray v = TensorScope.viewOn(manager, direction);
          NDArray norm = v.mul(v).sum(new int[] {0, 1}, true).sqrt(); // [1, 1, k]
          return v.mul(TensorScope.viewOn(manager, length).div(norm));
        });
  }
}
