package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;

/** The models of the reference cases. */
final class TinyDinov2 {
  private TinyDinov2() {}

  static VisionEncoder read(NDManager manager, Dinov2Encoder.Features features) {
    return read(GoldenCase.of("dinov2-registers-tiny"), manager, features);
  }

  static VisionEncoder read(GoldenCase of, NDManager manager, Dinov2Encoder.Features features) {
    return Dinov2Encoder.read(
        new Dinov2Encoder.Config(features, Orientation.UPRIGHT), of.checkpoint(), manager);
  }
}
