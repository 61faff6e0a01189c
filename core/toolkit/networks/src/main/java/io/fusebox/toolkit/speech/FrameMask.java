package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.AttentionMasks;
import java.util.Arrays;

/**
 * Which frames of a batch are audio and which are padding.
 *
 * @param frames {@code [b, s]} int64, 1 = audio
 */
record FrameMask(NDArray frames) {

  /**
   * @param lengths how many frames of each audio clip are not padding
   * @param longest the number of all frames
   */
  static FrameMask of(NDManager manager, long[] lengths, long longest) {
    int s = Math.toIntExact(longest);
    long[] mask = new long[lengths.length * s];
    for (int i = 0; i < lengths.length; i++) {
      Arrays.fill(mask, i * s, i * s + (int) lengths[i], 1);
    }
    return new FrameMask(manager.create(mask, new Shape(lengths.length, s)));
  }

  /** The bias that is added to the attention's scores: {@code [b, 1, 1, s]}. */
  NDArray additive() {
    return AttentionMasks.additive(AttentionMasks.padding(frames));
  }

  /** {@code [b, s, d]} with zeros in place of padding, owned by the manager of {@code x}. */
  NDArray silenced(NDArray x) {
    return x.mul(weights());
  }

  /** {@code [b, s, d] -> [b, 1, d]}: the mean of the frames that are audio. */
  NDArray mean(NDArray x) {
    NDArray sum = silenced(x).sum(new int[] {1}, true);
    return sum.div(weights().sum(new int[] {1}, true));
  }

  /** {@code [b, s, 1]}. */
  private NDArray weights() {
    return frames.toType(DataType.FLOAT32, true).expandDims(2);
  }
}
