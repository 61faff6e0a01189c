package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/** The activations that a kernel applies between two products, in the order of its numbers. */
enum KernelActivation implements Activation {
  /** Gaussian error linear units, exactly, by erf (Hendrycks and Gimpel, 2016). */
  GELU,
  /** By {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
  GELU_TANH,
  /** {@code x * sigmoid(x)}. */
  SILU;

  @Override
  public NDArray apply(NDArray x) {
    try (NDArray which = Kernels.integer(x, ordinal())) {
      return Kernels.Method.ACTIVATED.one(x, which);
    }
  }

  /** {@code out(activation(in(x)))}, owned by the manager of {@code x}. */
  NDArray between(Linear in, NDArray x, Linear out) {
    try (NDArray which = Kernels.integer(x, ordinal())) {
      return Kernels.Method.FEED_FORWARD.one(
          x, in.weight(), in.bias(), which, out.weight(), out.bias());
    }
  }

  /** {@code out(activation(in(x)) * gate(x))}, owned by the manager of {@code x}. */
  NDArray gated(Linear in, NDArray x, Linear gate, Linear out) {
    try (NDArray which = Kernels.integer(x, ordinal())) {
      return Kernels.Method.GATED_FEED_FORWARD.one(
          x, in.weight(), in.bias(), which, gate.weight(), gate.bias(), out.weight(), out.bias());
    }
  }
}
