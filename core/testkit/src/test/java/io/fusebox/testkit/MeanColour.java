package io.fusebox.testkit;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;

/** The smallest encoder: each image becomes its mean colour. */
record MeanColour() implements ModalityEncoder {
  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return 3;
  }

  /** {@code [b, 3, h, w] -> [b, 1, 3]}. */
  @Override
  public NDArray encode(NDArray pixels) {
    return pixels.mean(new int[] {3}).mean(new int[] {2}).expandDims(1);
  }
}
