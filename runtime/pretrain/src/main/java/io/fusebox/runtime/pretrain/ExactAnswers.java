package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.generation.Labels;

/** Which answers are right, to the token. */
final class ExactAnswers {
  private ExactAnswers() {}

  /**
   * Compares, token by token.
   *
   * @param logits {@code [b, t, v]}
   * @param labels {@code [b, t]}
   */
  static boolean[] right(NDArray logits, NDArray labels) {
    long[] said = logits.argMax(-1).toLongArray();
    long[] truth = labels.toLongArray();
    int rows = Math.toIntExact(labels.getShape().get(0));
    int columns = truth.length / rows;
    boolean[] right = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      right[row] = same(said, truth, row * columns, columns);
    }
    return right;
  }

  private static boolean same(long[] said, long[] truth, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (truth[i] != Labels.IGNORED && truth[i] != said[i]) {
        return false;
      }
    }
    return true;
  }
}
