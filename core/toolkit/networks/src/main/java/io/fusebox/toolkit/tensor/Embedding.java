package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;
import io.fusebox.api.checkpoint.Parameters;

/**
 * A table of rows looked up by id.
 *
 * @param weight {@code [n, d]}
 */
public record Embedding(NDArray weight) {

  /** Reads {@code weight} of one module. */
  public static Embedding read(Parameters parameters, long rows, long width) {
    return new Embedding(parameters.get("weight", rows, width));
  }

  /** The same table as its model's precision asks for it. */
  public Embedding held(Parameters of) {
    return new Embedding(Bfloat16.held(of, weight));
  }

  /**
   * {@code [...] -> [..., d]}, owned by the manager of {@code ids}, never by the table's: a frozen
   * model's manager does not grow with its use.
   *
   * @param ids int64
   */
  public NDArray apply(NDArray ids) {
    if (Bfloat16.is(weight)) {
      return Kernels.Method.ROWS.one(ids, weight);
    }
    return ai.djl.nn.core.Embedding.embedding(ids, weight, SparseFormat.DENSE).singletonOrThrow();
  }
}
