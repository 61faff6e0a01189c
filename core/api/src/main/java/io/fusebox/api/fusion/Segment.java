package io.fusebox.api.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * One stretch of the PLM's input: the prompt, one input's features, or the text.
 *
 * <p>What a <em>blind</em> segment becomes in the encoder is the same for every input, so it can be
 * computed once ({@link io.fusebox.api.plm.EncoderSession}).
 *
 * @param name what it is: {@code template}, {@code prompt}, an input's name, or {@code text}
 * @param embeddings {@code [b, s, d]}, or {@code [1, s, d]} when it is the same for every example
 * @param mask {@code [b, s]} int64, 1 = attend, 0 = padding; or {@code [1, s]}
 * @param placed whether the embeddings are in place already: the PLM's positions and normalisation
 *     are in them ({@link FusionInput#place}), and the PLM reads them as they are
 * @param norm what normalises the embeddings when they are placed, instead of the PLM's own; empty
 *     = the PLM's own
 * @param blind whether it knows nothing of the data: it comes from the weights alone, and in the
 *     encoder's self-attention it sees blind segments alone (BlindPrompt). All others see it.
 */
public record Segment(
    String name,
    NDArray embeddings,
    NDArray mask,
    boolean placed,
    Optional<LayerNorm> norm,
    boolean blind) {
  public static final String PROMPT = "prompt";
  public static final String TEXT = "text";

  /** The text of a pipeline's template before prompt and features. */
  public static final String TEMPLATE = "template";

  /** A segment that sees everything. */
  public Segment(String name, NDArray embeddings, NDArray mask, boolean placed) {
    this(name, embeddings, mask, placed, Optional.empty(), false);
  }

  /** A segment that the PLM is to place and that sees everything. */
  public Segment(String name, NDArray embeddings, NDArray mask) {
    this(name, embeddings, mask, false);
  }

  /** A segment without padding; the mask belongs to the manager of {@code embeddings}. */
  public static Segment unpadded(String name, NDArray embeddings) {
    long b = embeddings.getShape().get(0);
    long s = embeddings.getShape().get(1);
    return new Segment(
        name, embeddings, embeddings.getManager().ones(new Shape(b, s), DataType.INT64));
  }

  /** The same, placed: {@code embeddings} are these in their place. */
  public Segment placedAs(NDArray embeddings) {
    return new Segment(name, embeddings, mask, true, norm, blind);
  }

  /** The same stretch of other examples. */
  public Segment with(NDArray embeddings, NDArray mask) {
    return new Segment(name, embeddings, mask, placed, norm, blind);
  }

  /** The same, normalised by {@code other} when it is placed. */
  public Segment withNorm(LayerNorm other) {
    return new Segment(name, embeddings, mask, placed, Optional.of(other), blind);
  }

  /** The same, blind to the data. */
  public Segment asBlind() {
    return new Segment(name, embeddings, mask, placed, norm, true);
  }

  /** The number of positions s. */
  public long length() {
    return embeddings.getShape().get(1);
  }

  /** The number of examples b; 1 when it is the same for every example. */
  public long batch() {
    return embeddings.getShape().get(0);
  }

  /** Whether it is the same for every example, its padding too. */
  public boolean shared() {
    return batch() == 1 && mask.getShape().get(0) == 1;
  }
}
