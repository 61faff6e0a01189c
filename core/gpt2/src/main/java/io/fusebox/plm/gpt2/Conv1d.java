package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;

/**
 * y = x W + b. GPT-2 keeps its linear maps the other way round than all others, and its authors
 * called them so.
 *
 * @param weight {@code [in, out]}
 * @param bias {@code [out]}
 */
record Conv1d(NDArray weight, NDArray bias) {
  static Conv1d read(Parameters module, long in, long out) {
    return new Conv1d(module.get("weight", in, out), module.get("bias", out));
  }

  /** {@code [..., in] -> [..., out]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    return x.matMul(weight).add(bias);
  }
}
