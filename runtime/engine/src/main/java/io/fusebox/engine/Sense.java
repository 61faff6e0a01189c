package io.fusebox.engine;

import io.fusebox.encoder.Modality;
import io.fusebox.encoder.ModalityEncoder;
import io.fusebox.fusion.FeatureSpec;

/**
 * One modality of an assembled pipeline.
 *
 * @param identity everything that its features depend on, beside the input
 */
public record Sense(Modality modality, ModalityEncoder encoder, Identity identity) {
  /** What a strategy needs to know of it. */
  public FeatureSpec spec() {
    return new FeatureSpec(modality, identity.plugin(), encoder.featureSize());
  }
}
