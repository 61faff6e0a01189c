package io.fusebox.plm.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * Hidden states to logits.
 *
 * @param projection {@code [v, d]}, without a bias
 * @param scale d^-0.5 as a tensor that lives as long as the model; null = unscaled
 */
record T5Head(Linear projection, @Nullable NDArray scale) {

  static T5Head read(Parameters root, Embedding table, T5Config config, NDManager owner) {
    NDArray weight = T5TokenEmbedding.head(root, table, config);
    @Nullable NDArray scale =
        config.output().scaled()
            ? owner.full(new Shape(), (float) (1 / Math.sqrt(config.width())))
            : null;
    return new T5Head(new Linear(weight, null).held(root), scale);
  }

  /** The head of some tokens alone; the manager of {@code tokens} owns the copies. */
  T5Head only(NDArray tokens) {
    return new T5Head(projection.only(tokens), scale);
  }

  /** {@code [b, t, d] -> [b, t, v]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    return scale == null
        ? projection.apply(x)
        : TensorScope.freeIntermediates(() -> projection.apply(x.mul(scale)));
  }
}
