package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.checkpoint.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * y = x W^T + b.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}, or null for none
 */
public record Linear(NDArray weight, @Nullable NDArray bias) {

  /** Reads {@code weight} and {@code bias} of one module. */
  public static Linear read(Parameters parameters, long in, long out) {
    return new Linear(parameters.get("weight", out, in), parameters.get("bias", out))
        .held(parameters);
  }

  /** Reads {@code weight} alone. */
  public static Linear readWithoutBias(Parameters parameters, long in, long out) {
    return new Linear(parameters.get("weight", out, in), null).held(parameters);
  }

  /** The same map as its model's precision asks for it. */
  public Linear held(Parameters of) {
    return new Linear(Bfloat16.held(of, weight), Bfloat16.heldIfThere(of, bias));
  }

  /** {@code [..., in] -> [..., out]}, owned by the manager of {@code x}. */
  public NDArray apply(NDArray x) {
    return Kernels.Method.LINEAR.one(x, weight, bias);
  }

  /**
   * The same map to some of its outputs, in the precision of the whole.
   *
   * @param outputs {@code [n]} int64, which of them, in this order; its manager owns the copies
   */
  public Linear only(NDArray outputs) {
    return new Linear(
        rows(outputs),
        bias == null ? null : bias.get(outputs.getManager(), new NDIndex("{}", outputs)));
  }

  /** A table in bfloat16 gives its rows in float32; narrowing them again loses nothing. */
  private NDArray rows(NDArray outputs) {
    NDArray rows = new Embedding(weight).apply(outputs);
    if (!Bfloat16.is(weight)) {
      return rows;
    }
    try (rows) {
      return Kernels.Method.BFLOAT16.one(rows);
    }
  }
}
