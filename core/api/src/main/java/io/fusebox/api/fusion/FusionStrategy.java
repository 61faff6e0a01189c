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
   * beside the declared weights, and lets gradients flow through the features; the strategy sees no
   * difference.
   */
  default boolean thawsEncoders() {
    return false;
  }

  /** Whether training shows blank inputs (a black picture) in place of the real ones. */
  default boolean trainsOnBlanks() {
    return false;
  }
}
