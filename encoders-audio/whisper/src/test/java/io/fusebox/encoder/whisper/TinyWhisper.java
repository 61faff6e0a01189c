package io.fusebox.encoder.whisper;

import ai.djl.ndarray.NDManager;
import io.fusebox.testkit.GoldenCase;

/** The models of the reference cases. */
final class TinyWhisper {
  static final GoldenCase WHOLE = GoldenCase.of("whisper-tiny");
  static final GoldenCase ENCODER = GoldenCase.of("whisper-encoder-tiny");

  private TinyWhisper() {}

  static Whisper read(
      GoldenCase of, NDManager manager, Whisper.Features features, Whisper.Frames frames) {
    return Whisper.read(new Whisper.Config(features, frames, 60), of.checkpoint(), manager);
  }
}
