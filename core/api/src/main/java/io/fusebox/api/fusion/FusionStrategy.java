package io.fusebox.api.fusion;

import java.util.List;

/**
 * Turns features and token embeddings into what the PLM reads. A strategy holds no tensors: it
 * declares weights, and the host hands them back with every batch.
 */
public interface FusionStrategy {
  /**
   * The weights that training may change; none for an untrained control.
   *
   * @throws io.fusebox.api.FuseboxException when the strategy cannot join these parts
   */
  List<WeightSpec> weights(FusionSpec spec);

  /** Fuses one batch. Called under autograd while training. */
  PlmInput fuse(FusionInput in);

  /**
   * Whether the encoders are trained along (Finetune). The host trains all of their parameters
   * along with the declared weights, and lets gradients flow through the features; the strategy
   * sees no difference.
   */
  default boolean thawsEncoders() {
    return false;
  }

  /**
   * Whether each vector that the PLM reads of a modality is made of several of the encoder's: none
   * of them then comes from one place of an image, however many there are, and an explanation draws
   * none over it.
   */
  default boolean mixesFeatures() {
    return false;
  }

  /** Whether training shows blank inputs (a black image) in place of the real ones. */
  default boolean trainsOnBlanks() {
    return false;
  }
}
