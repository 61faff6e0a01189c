package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Bfloat16;
import io.fusebox.toolkit.tensor.Linear;

/**
 * y = x W + b. GPT-2 keeps its linear maps the other way round than all others, and its authors
 * called them so.
 *
 * @param weight {@code [in, out]}
 * @param bias {@code [out]}
 */
record Conv1d(NDArray weight, NDArray bias) {
  static Conv1d read(Parameters module, long in, long out) {
    return new Conv1d(
        Bfloat16.held(module, module.get("weight", in, out)),
        Bfloat16.held(module, module.get("bias", out)));
  }

  /** {@code [..., in] -> [..., out]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    try (NDArray turned = weight.transpose()) {
      return new Linear(turned, bias).apply(x);
    }
  }
}
