package io.fusebox.api.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the PLM's encoder reads: segments, joined in order.
 *
 * @param segments at least one
 * @param attention who may attend to whom in the encoder's self-attention, beside the padding and
 *     what blind segments may not see: 1 or 0, {@code [s, s]} or {@code [b, 1, s, s]} over the
 *     joined positions; empty = everyone to everyone. Cross-attention never sees it.
 * @param positions how positions are counted
 */
public record PlmInput(Segments segments, Optional<NDArray> attention, Positions positions) {

  /** How positions are counted. */
  public enum Positions {
    /** Each segment's positions restart at 0, as the paper's authors do. */
    SEGMENT,
    /** One count over the whole sequence. */
    CONTINUOUS
  }

  /** Joins segments in order, with positions per segment and no further mask. */
  public static PlmInput join(Segments... parts) {
    Segments all = Segments.of();
    for (Segments part : parts) {
      all = all.concat(part);
    }
    return new PlmInput(all, Optional.empty(), Positions.SEGMENT);
  }

  /** The same with other segments, as many positions as before. */
  public PlmInput withSegments(Segments others) {
    return new PlmInput(others, attention, positions);
  }

  public PlmInput withAttention(NDArray mask) {
    return new PlmInput(segments, Optional.of(mask), positions);
  }

  public PlmInput withPositions(Positions how) {
    return new PlmInput(segments, attention, how);
  }

  /**
   * Whether some segments are {@linkplain Segment#blind blind} and some are not, and nothing else
   * says who sees whom: then the blind ones can be encoded by themselves.
   */
  public boolean hasSeparableBlindSegments() {
    long blind = segments.list().stream().filter(Segment::blind).count();
    return attention.isEmpty() && blind > 0 && blind < segments.list().size();
  }

  /**
   * Who sees whom as far as blind segments go, as a mask over the joined positions.
   *
   * @param manager owns the mask
   * @return {@code [s, s]}: the rows of blind segments see the columns of blind segments alone
   */
  public NDArray blindness(NDManager manager) {
    int s = Math.toIntExact(length());
    boolean[] blind = new boolean[s];
    int first = 0;
    for (Segment segment : segments) {
      int end = first + Math.toIntExact(segment.length());
      Arrays.fill(blind, first, end, segment.blind());
      first = end;
    }
    boolean[] seen = new boolean[Math.multiplyExact(s, s)];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = blind[i % s] || !blind[i / s];
    }
    return manager.create(seen, new Shape(s, s));
  }

  /** The number of examples: the largest of the segments' (a shared segment has 1). */
  public long batch() {
    return segments.list().stream().mapToLong(Segment::batch).max().orElse(0);
  }

  /** The number of joined positions. */
  public long length() {
    return segments.list().stream().mapToLong(Segment::length).sum();
  }
}
