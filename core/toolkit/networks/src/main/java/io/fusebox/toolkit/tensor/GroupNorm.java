package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;

/**
 * Group normalisation with one group for each channel (Wu and He, 2018): each channel of each
 * example gets mean 0 and (population) variance 1 over its positions.
 *
 * @param weight {@code [c]}
 * @param bias {@code [c]}
 */
public record GroupNorm(NDArray weight, NDArray bias, float eps) {
  private static final int[] POSITIONS = {2};

  public static GroupNorm read(Parameters parameters, long channels, double eps) {
    return new GroupNorm(
        parameters.get("weight", channels), parameters.get("bias", channels), (float) eps);
  }

  /** {@code [b, c, s] -> [b, c, s]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    NDArray mean = x.mean(POSITIONS); // [b, c]
    NDArray scale = inverse(deviation(x, mean)).mul(weight);
    NDArray shift = mean.mul(scale).neg().add(bias);
    // Only twice over all of x: it is the largest tensor of a model that hears waveforms.
    return x.mul(scale.expandDims(2)).add(shift.expandDims(2));
  }

  /** {@code [b, c]}; what is as large as {@code x} on the way is freed at once. */
  private NDArray deviation(NDArray x, NDArray mean) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray centred = x.sub(mean.expandDims(2));
          return centred.mul(centred).mean(POSITIONS).add(eps).sqrt();
        });
  }

  private static NDArray inverse(NDArray x) {
    return x.onesLike().div(x);
  }
}
