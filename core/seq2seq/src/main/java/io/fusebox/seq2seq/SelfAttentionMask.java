package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.toolkit.tensor.AttentionMasks;

/**
 * Who may attend to whom in an encoder's self-attention, when all positions are read at once: the
 * padding, what blind segments may not see, and what the input says alongside, all of them.
 */
record SelfAttentionMask(PlmInput input) {

  /**
   * 1 = attend, broadcast to {@code [b, h, s, s]}.
   *
   * @param mask the padding {@code [b, s]}
   */
  NDArray allowed(NDArray mask) {
    NDArray allowed = AttentionMasks.padding(mask);
    if (input.segments().list().stream().anyMatch(Segment::blind)) {
      allowed = allowed.logicalAnd(input.blindness(mask.getManager()));
    }
    if (input.attention().isPresent()) {
      NDArray attention = input.attention().get();
      AttentionMasks.requireFits(attention.getShape(), input.batch(), input.length());
      allowed = allowed.logicalAnd(attention);
    }
    return allowed;
  }
}
