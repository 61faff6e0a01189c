package io.fusebox.encoder.clip;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;

/** The model of the reference case. */
final class TinyClip {
  static final GoldenCase CASE = GoldenCase.of("clip-vision-tiny");

  private TinyClip() {}

  static VisionEncoder read(NDManager manager, ClipEncoder.Features features) {
    return ClipEncoder.read(
        new ClipEncoder.Config(features, Orientation.UPRIGHT), CASE.checkpoint(), manager);
  }
}
