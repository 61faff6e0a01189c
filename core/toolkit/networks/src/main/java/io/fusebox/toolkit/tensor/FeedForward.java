package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/** The two-layer perceptron of a transformer's layer. */
public record FeedForward(Linear in, Activation activation, Linear out) {
  /** {@code [..., d] -> [..., d]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    if (activation instanceof KernelActivation known) {
      return known.between(in, x, out);
    }
    return out.apply(activation.apply(in.apply(x)));
  }
}
