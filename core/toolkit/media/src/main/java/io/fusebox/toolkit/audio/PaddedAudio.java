package io.fusebox.toolkit.audio;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Audio clips of unequal length as one batch.
 *
 * @param values {@code [b, longest]}
 * @param lengths how many samples of each are not padding
 */
public record PaddedAudio(NDArray values, long[] lengths) {

  /** {@code [b, longest]} int32, 1 = audio, 0 = padding; owned by the manager of the values. */
  public NDArray mask() {
    Shape shape = values.getShape();
    int longest = (int) shape.get(1);
    int[] mask = new int[lengths.length * longest];
    for (int i = 0; i < lengths.length; i++) {
      Arrays.fill(mask, i * longest, i * longest + (int) lengths[i], 1);
    }
    return values.getManager().create(mask, shape);
  }
}
