package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import io.fusebox.toolkit.tensor.Linear;

/**
 * SwiGLU whose two inner maps are one: out(silu(a) * b), a and b the halves of in(x) (Shazeer 2020,
 * "GLU Variants Improve Transformer").
 */
record GatedPerceptron(Linear in, Linear out) {
  /** {@code [b, s, d] -> [b, s, d]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    NDArray both = in.apply(x);
    long half = both.getShape().get(2) / 2;
    NDArray gate = both.get(new NDIndex(":, :, :{}", half));
    NDArray values = both.get(new NDIndex(":, :, {}:", half));
    return out.apply(gate.mul(Activation.sigmoid(gate)).mul(values));
  }
}
