package io.fusebox.api.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;

/**
 * Layer normalisation over the last axis.
 *
 * @param weight {@code [d]}
 * @param bias {@code [d]}
 */
public record LayerNorm(NDArray weight, NDArray bias, float eps) {

  public static LayerNorm read(Parameters parameters, long width, double eps) {
    return new LayerNorm(
        parameters.get("weight", width), parameters.get("bias", width), (float) eps);
  }

  /** {@code [..., d] -> [..., d]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    Shape normalized = weight.getShape();
    return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalized, weight, bias, eps).singletonOrThrow();
  }
}
