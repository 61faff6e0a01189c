package io.fusebox.fusion;

import ai.djl.ndarray.NDArray;
import io.fusebox.plugin.Names;
import java.util.Map;

/**
 * What a strategy fuses, for one batch. Every tensor here, the weights too, belongs to the batch's
 * manager, so whatever a strategy computes from it is freed with the batch.
 *
 * @param features one segment per modality, in the pipeline's order
 * @param text the token embeddings of the text, {@code [b, s, d]}
 * @param weights the strategy's declared weights by name
 */
public record Fusion(Segments features, Segments text, Map<String, NDArray> weights) {

  /** The declared weight {@code [n, d]} as a segment that is the same for every example. */
  public Segments prompt(String name) {
    return Segments.of(Segment.unpadded(Segment.PROMPT, weight(name).expandDims(0)));
  }

  /** A declared weight. */
  public NDArray weight(String name) {
    NDArray weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          Names.unknown("weight", name, weights.keySet(), "(declare it in weights())"));
    }
    return weight;
  }

  /** The same with other features. */
  public Fusion withFeatures(Segments other) {
    return new Fusion(other, text, weights);
  }

  /** The same with other words. */
  public Fusion withText(Segments other) {
    return new Fusion(features, other, weights);
  }
}
