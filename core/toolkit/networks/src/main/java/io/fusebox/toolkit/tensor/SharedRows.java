package io.fusebox.toolkit.tensor;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;

/** Rows that stand for every example of a batch, and are held once. */
public final class SharedRows {
  private SharedRows() {}

  /**
   * {@code [1, ...] -> [b, ...]} without a copy; what is {@code [b, ...]} stays as it is.
   *
   * @return a view, owned by the manager of {@code x}
   */
  public static NDArray repeated(NDArray x, long batch) {
    if (x.getShape().get(0) == batch) {
      return x;
    }
    long[] shape = x.getShape().getShape().clone();
    shape[0] = batch;
    return x.broadcast(shape);
  }

  /**
   * One row for all, or one for each.
   *
   * @param what what has the rows, as the message names it
   * @throws io.fusebox.api.FuseboxException when there are {@code found} rows of neither kind
   */
  public static void requireFit(long found, long batch, String what) {
    require(
        found == 1 || found == batch,
        "%s has %d examples, the other segments have %d; give 1 or as many"
            .formatted(what, found, batch));
  }
}
