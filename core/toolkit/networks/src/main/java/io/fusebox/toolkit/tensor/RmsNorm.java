package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;

/**
 * Normalisation of the last axis by its root mean square, without mean and bias (Zhang and
 * Sennrich, 2019, "Root Mean Square Layer Normalization").
 *
 * @param weight {@code [d]}
 */
public record RmsNorm(NDArray weight, float eps) {

  public static RmsNorm read(Parameters parameters, long width, double eps) {
    return new RmsNorm(parameters.get("weight", width), (float) eps);
  }

  /** {@code [..., d] -> [..., d]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    try (NDArray added = Kernels.number(x, eps)) {
      return Kernels.Method.RMS_NORM.one(x, weight, added);
    }
  }
}
