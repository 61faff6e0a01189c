package io.fusebox.api.fusion;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.settings.NameSuggestions;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The features that a strategy fuses, for one batch. Every tensor here, the weights too, belongs to
 * the batch's manager, so whatever a strategy computes from it is freed with the batch.
 *
 * @param features one segment for each input, by its name, in the pipeline's order
 * @param text the token embeddings of the text, {@code [b, s, d]}
 * @param weights the strategy's declared weights by name; there may be others of the host
 * @param placer puts a segment in its place as the PLM does
 */
public record FusionInput(
    Segments features, Segments text, Map<String, NDArray> weights, UnaryOperator<Segment> placer) {

  /** For strategies that leave the placing to the PLM: {@link #place} is refused. */
  public FusionInput(Segments features, Segments text, Map<String, NDArray> weights) {
    this(
        features,
        text,
        weights,
        segment -> {
          throw new IllegalStateException("this host does not place '" + segment.name() + "'");
        });
  }

  /**
   * A segment with the PLM's positions, from 0 on, and its embedding normalisation, for strategies
   * that go on computing after them; the PLM then adds neither. A placed segment stays as it is.
   *
   * @return {@code [b, s, d]}, owned by the manager of the segment's embeddings
   * @throws io.fusebox.api.FuseboxException when it is not as wide as the PLM, or too long for it
   */
  public Segment place(Segment segment) {
    return segment.placed() ? segment : placer.apply(segment);
  }

  /** The declared weight {@code [n, d]} as a segment that is the same for every example. */
  public Segments prompt(String name) {
    return Segments.of(Segment.unpadded(Segment.PROMPT, weight(name).expandDims(0)));
  }

  /** A declared weight. */
  public NDArray weight(String name) {
    NDArray weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          NameSuggestions.unknown("weight", name, weights.keySet(), "(declare it in weights())"));
    }
    return weight;
  }

  /** The same with other features. */
  public FusionInput withFeatures(Segments other) {
    return new FusionInput(other, text, weights, placer);
  }

  /** The same with other words. */
  public FusionInput withText(Segments other) {
    return new FusionInput(features, other, weights, placer);
  }
}
