package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The training objectives of an encoder's vectors: to distinguish classes, and to look clean. */
final class ClassificationLoss {
  private ClassificationLoss() {}

  /**
   * The weighted mean of -log p(class).
   *
   * @param logits {@code [..., classes]}, of as many vectors as there are classes in {@code truth}
   * @param weights how much each vector counts, as many
   * @return a scalar
   */
  static NDArray classes(NDArray logits, long[] truth, NDArray weights) {
    NDArray flat = logits.reshape(truth.length, -1).logSoftmax(-1);
    NDArray ids = logits.getManager().create(truth, new Shape(truth.length, 1));
    NDArray each = flat.gather(ids, 1).squeeze(-1);
    return each.mul(weights).sum().div(weights.sum()).neg();
  }

  /**
   * How far vectors are from what they are to look like: the mean square, as they count.
   *
   * @param states {@code [b, n, d]}
   * @param codes as many numbers
   * @param weights {@code [b, n]}
   * @return a scalar
   */
  static NDArray ofCodes(NDArray states, float[] codes, NDArray weights) {
    NDManager manager = states.getManager();
    NDArray wanted = manager.create(codes, states.getShape());
    NDArray each = states.sub(wanted).square().mean(new int[] {2});
    return each.mul(weights).sum().div(weights.sum());
  }

  /** Of the vectors whose class is not 0, the share whose class is recognised. */
  static double score(NDArray logits, long[] truth) {
    long[] told = logits.argMax(-1).toLongArray();
    int right = 0;
    int all = 0;
    for (int i = 0; i < truth.length; i++) {
      all += truth[i] > 0 ? 1 : 0;
      right += truth[i] > 0 && truth[i] == told[i] ? 1 : 0;
    }
    return (double) right / all;
  }
}
