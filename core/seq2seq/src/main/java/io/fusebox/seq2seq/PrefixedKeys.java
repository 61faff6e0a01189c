package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.SharedRows;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;

/** The view of an encoder's layers when a prefix stands before all other keys. */
record PrefixedKeys(Prefix prefix) {

  /**
   * A layer's part of the prefix, then the others.
   *
   * @param seen {@code [b, h, s, d_head]} each; their manager owns the result
   */
  KeyValue before(int layer, KeyValue seen) {
    return new KeyValue(layer(prefix.keys(), layer, seen), layer(prefix.values(), layer, seen))
        .concat(seen);
  }

  private static NDArray layer(NDArray all, int layer, KeyValue seen) {
    NDArray one = TensorScope.viewOn(seen.keys().getManager(), all).get(new NDIndex("{}", layer));
    return SharedRows.repeated(one, seen.keys().getShape().get(0)); // [b, h, n, d_head]
  }

  /**
   * The mask over the others with the prefix's columns before it: nothing is added to their scores.
   *
   * @param added {@code [b, h, t, s]}, or 1 for b, h and t
   */
  NDArray widened(NDArray added) {
    NDManager manager = added.getManager();
    Shape shape = added.getShape();
    Shape columns = new Shape(shape.get(0), shape.get(1), shape.get(2), prefix.length());
    return NDArrays.concat(new NDList(manager.zeros(columns, DataType.FLOAT32), added), 3);
  }

  /** Each layer's keys and values {@code [b, h, n, d_head]} as a prefix. */
  static Prefix of(List<KeyValue> layers) {
    NDList keys = new NDList(layers.stream().map(KeyValue::keys).toList());
    NDList values = new NDList(layers.stream().map(KeyValue::values).toList());
    return new Prefix(NDArrays.stack(keys), NDArrays.stack(values));
  }
}
