package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;

/** The model of the reference case. */
final class TinyVideoMae {
  static final GoldenCase CASE = GoldenCase.of("videomae-tiny");

  private TinyVideoMae() {}

  static VisionEncoder read(NDManager manager, VideoMaeEncoder.Features features) {
    return VideoMaeEncoder.read(
        new VideoMaeEncoder.Config(features, Orientation.UPRIGHT), CASE.checkpoint(), manager);
  }
}
