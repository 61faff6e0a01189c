package io.fusebox.api.fusion;

/**
 * A strategy that changes features or words before they are joined, and leaves the joining to
 * others: alone, the PLM reads [features | text] as it made them; in a chain, the next strategy
 * reads them ({@code strategy: [linear, promptfuse]}).
 */
public interface Projection extends FusionStrategy {
  /** The segments for the next strategy in a chain to join. */
  FusionSpec projected(FusionSpec spec);

  /** The features and words that the next strategy, or the PLM, reads. */
  FusionInput project(FusionInput in);

  @Override
  default PlmInput fuse(FusionInput in) {
    FusionInput projected = project(in);
    return PlmInput.join(projected.features(), projected.text());
  }
}
