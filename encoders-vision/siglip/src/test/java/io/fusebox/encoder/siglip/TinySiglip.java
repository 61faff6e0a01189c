package io.fusebox.encoder.siglip;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;

/** The model of the reference case. */
final class TinySiglip {
  static final GoldenCase CASE = GoldenCase.of("siglip-vision-tiny");

  private TinySiglip() {}

  static VisionEncoder read(NDManager manager, SiglipEncoder.Features features) {
    return SiglipEncoder.read(
        new SiglipEncoder.Config(features, Orientation.UPRIGHT), CASE.checkpoint(), manager);
  }
}
