package io.fusebox.api.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import java.util.Arrays;
import java.util.Optional;

/**
 * The input of the PLM's encoder: segments, joined in order.
 *
 * @param segments at least one
 * @param attention who may attend to whom in the encoder's self-attention, apart from the padding
 *     and what blind segments may not see: 1 or 0, {@code [s, s]} or {@code [b, 1, s, s]} over the
 *     joined positions; empty = everyone to everyone. Cross-attention never sees it.
 * @param positions how positions are counted
 * @param prefix what every layer's self-attention sees before it; counted neither in {@link
 *     #length} nor in {@link #batch}
 */
public record PlmInput(
    Segments segments, Optional<NDArray> attention, Positions positions, Optional<Prefix> prefix) {

  /** Without a prefix. */
  public PlmInput(Segments segments, Optional<NDArray> attention, Positions positions) {
    this(segments, attention, positions, Optional.empty());
  }

  /** How positions are counted. */
  public enum Positions {
    /** Each segment's positions restart at 0, as the paper's authors do. */
    SEGMENT,
    /** One count over the whole sequence. */
    CONTINUOUS,
    /** As the PLM usually counts: encoder-decoders per segment, decoder-only PLMs continuously. */
    AUTO
  }

  /**
   * Joins segments in order, with positions as the PLM usually counts them, and no further mask.
   */
  public static PlmInput join(Segments... parts) {
    Segments all = Segments.of();
    for (Segments part : parts) {
      all = all.concat(part);
    }
    return new PlmInput(all, Optional.empty(), Positions.AUTO);
  }

  /** The same with other segments, as many positions as before. */
  public PlmInput withSegments(Segments others) {
    return new PlmInput(others, attention, positions, prefix);
  }

  public PlmInput withAttention(NDArray mask) {
    return new PlmInput(segments, Optional.of(mask), positions, prefix);
  }

  public PlmInput withPositions(Positions how) {
    return new PlmInput(segments, attention, how, prefix);
  }

  /** The same after a prefix, for PLMs that {@linkplain PlmSpec#prefix take} them. */
  public PlmInput withPrefix(Prefix keysAndValues) {
    return new PlmInput(segments, attention, positions, Optional.of(keysAndValues));
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

  /**
   * Keys and values that the self-attention of every layer sees before its own (Li and Liang 2021,
   * "Prefix-Tuning: Optimizing Continuous Prompts for Generation"; of an encoder-decoder PLM, the
   * encoder's). Every position sees all of them: no padding, no mask, no causality and no blindness
   * hides them, and relative positions say nothing about them. They are not positions of what comes
   * out.
   *
   * @param keys {@code [l, b, h, n, d_head]} as the layers' attention reads them, or {@code [l, 1,
   *     h, n, d_head]} when they are the same for every example
   * @param values of the same shape
   */
  public record Prefix(NDArray keys, NDArray values) {
    /** The number n of keys in each layer. */
    public long length() {
      return keys.getShape().get(3);
    }

    /** Whether it is the same for every example. */
    public boolean shared() {
      return keys.getShape().get(1) == 1;
    }

    /**
     * Refuses a prefix that does not fit.
     *
     * @param batch the number of examples of the input that it stands before
     * @throws FuseboxException naming both shapes
     */
    public void requireFits(PrefixShape shape, long batch) {
      Shape found = keys.getShape();
      boolean fits =
          found.dimension() == 5
              && found.equals(values.getShape())
              && found.get(3) > 0
              && (found.get(1) == 1 || found.get(1) == batch)
              && found.get(0) == shape.layers()
              && found.get(2) == shape.heads()
              && found.get(4) == shape.headWidth();
      if (!fits) {
        throw new FuseboxException(
            ("the prefix must be keys and values of [%d, %d or 1, %d, n, %d], found keys of %s and"
                    + " values of %s")
                .formatted(
                    shape.layers(),
                    batch,
                    shape.heads(),
                    shape.headWidth(),
                    found,
                    values.getShape()));
      }
    }
  }
}
