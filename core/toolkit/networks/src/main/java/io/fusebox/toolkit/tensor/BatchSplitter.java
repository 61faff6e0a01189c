package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.UnaryOperator;

/** Long batches in parts, so that what a model makes on the way is bounded. */
public final class BatchSplitter {
  private BatchSplitter() {}

  /**
   * Applies a model to a batch.
   *
   * @param batch {@code [b, ...]}
   * @param each how many examples are computed at a time; less than 1 counts as 1
   * @return what the model gave for all, owned by the manager of {@code batch}
   */
  public static NDArray apply(NDArray batch, long each, UnaryOperator<NDArray> model) {
    long b = batch.getShape().get(0);
    long step = Math.max(1, each);
    if (b <= step) {
      return model.apply(batch);
    }
    NDList parts = new NDList();
    for (long from = 0; from < b; from += step) {
      parts.add(model.apply(batch.get(new NDIndex("{}:{}", from, Math.min(b, from + step)))));
    }
    return NDArrays.concat(parts, 0);
  }
}
