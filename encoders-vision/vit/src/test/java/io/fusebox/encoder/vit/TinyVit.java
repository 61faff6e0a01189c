package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;

/** The models of the reference cases. */
final class TinyVit {
  static final GoldenCase CASE = GoldenCase.of("vit-tiny");

  private TinyVit() {}

  static VisionEncoder read(NDManager manager, VitEncoder.Features features) {
    return read(CASE, manager, features);
  }

  static VisionEncoder read(GoldenCase of, NDManager manager, VitEncoder.Features features) {
    return VitEncoder.read(
        new VitEncoder.Config(features, Orientation.UPRIGHT), of.checkpoint(), manager);
  }
}
