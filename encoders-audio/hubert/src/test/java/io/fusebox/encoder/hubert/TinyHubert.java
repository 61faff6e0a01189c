package io.fusebox.encoder.hubert;

import ai.djl.ndarray.NDManager;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.speech.SpeechEncoder;

/** The model of the reference case. */
final class TinyHubert {
  static final GoldenCase CASE = GoldenCase.of("hubert-tiny");

  private TinyHubert() {}

  static SpeechEncoder read(NDManager manager) {
    SpeechEncoder.Config config = new SpeechEncoder.Config(SpeechEncoder.Features.SEQUENCE, 60);
    return Hubert.read(config, CASE.checkpoint(), manager);
  }
}
