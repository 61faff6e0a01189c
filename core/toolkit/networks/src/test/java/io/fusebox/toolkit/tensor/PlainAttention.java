package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Attention one operator after another, its scores in memory: what {@link Attention} must equal.
 */
record PlainAttention(Attention of) {
  KeyValue keyValue(NDArray x) {
    return new KeyValue(split(of.key().apply(x)), split(of.value().apply(x)));
  }

  NDArray attend(NDArray x, KeyValue to, @Nullable NDArray mask) {
    NDArray asked = of.query().apply(x);
    NDArray q = split(of.scale() == null ? asked : asked.mul(of.scale()));
    NDArray scores = q.matMul(to.keys().swapAxes(2, 3));
    NDArray weights = (mask == null ? scores : scores.add(mask)).softmax(-1);
    NDArray merged = weights.matMul(to.values()).swapAxes(1, 2);
    Shape s = merged.getShape();
    return of.out().apply(merged.reshape(s.get(0), s.get(1), s.get(2) * s.get(3)));
  }

  private NDArray split(NDArray x) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), of.heads(), s.get(2) / of.heads()).swapAxes(1, 2);
  }
}
