package io.fusebox.seq2seq;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
      requireFits(attention.getShape());
      allowed = allowed.logicalAnd(attention);
    }
    return allowed;
  }

  private void requireFits(Shape found) {
    long b = input.batch();
    long s = input.length();
    boolean plain = found.equals(new Shape(s, s));
    boolean each = found.equals(new Shape(b, 1, s, s)) || found.equals(new Shape(1, 1, s, s));
    require(
        plain || each,
        "the attention mask must be [%d, %d] or [%d, 1, %d, %d], found %s"
            .formatted(s, s, b, s, s, found));
  }
}
