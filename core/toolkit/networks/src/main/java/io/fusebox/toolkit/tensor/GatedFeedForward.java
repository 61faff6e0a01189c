package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/**
 * The perceptron of a transformer's layer whose inner values a second linear map gates (Shazeer,
 * 2020, "GLU Variants Improve Transformer"): out(activation(in(x)) * gate(x)).
 */
public record GatedFeedForward(Linear in, Activation activation, Linear gate, Linear out) {
  /** {@code [..., d] -> [..., d]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    if (activation instanceof KernelActivation known) {
      return known.gated(in, x, gate, out);
    }
    return out.apply(activation.apply(in.apply(x)).mul(gate.apply(x)));
  }
}
