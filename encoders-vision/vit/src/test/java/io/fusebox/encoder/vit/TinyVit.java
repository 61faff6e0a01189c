package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.testkit.GoldenCase;

/** The models of the reference cases. */
final class TinyVit {
  static final GoldenCase CASE = GoldenCase.of("vit-tiny");

  private TinyVit() {}

  static Vit read(NDManager manager, Vit.Features features) {
    return read(CASE, manager, features);
  }

  static Vit read(GoldenCase of, NDManager manager, Vit.Features features) {
    return Vit.read(new Vit.Config(features, Orientation.UPRIGHT), of.checkpoint(), manager);
  }
}
