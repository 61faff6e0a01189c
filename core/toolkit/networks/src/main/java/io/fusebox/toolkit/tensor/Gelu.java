package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Gaussian error linear units (Hendrycks and Gimpel, 2016).
 *
 * @param approximate by {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))} instead of exactly,
 *     by erf
 */
record Gelu(boolean approximate) implements Activation {
  @Override
  public NDArray apply(NDArray x) {
    return approximate ? Kernels.Method.GELU_TANH.one(x) : ai.djl.nn.Activation.gelu(x);
  }

  /** {@code out(gelu(in(x)))}, owned by the manager of {@code x}. */
  NDArray between(Linear in, NDArray x, Linear out) {
    try (NDArray how = Kernels.integer(x, approximate ? 1 : 0)) {
      return Kernels.Method.FEED_FORWARD.one(
          x, in.weight(), in.bias(), how, out.weight(), out.bias());
    }
  }
}
