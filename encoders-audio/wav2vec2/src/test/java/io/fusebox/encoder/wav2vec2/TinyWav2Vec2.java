package io.fusebox.encoder.wav2vec2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.audio.PaddedAudio;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.util.List;

/** A reference case whose inputs are audio clips of unequal length. */
record TinyWav2Vec2(GoldenCase golden) {
  static final String NEW_NAMES = "model_names_new_prefixed.safetensors";
  private static final int SECONDS = 60;

  static TinyWav2Vec2 of(String name) {
    return new TinyWav2Vec2(GoldenCase.of(name));
  }

  SpeechEncoder encoder(NDManager manager, Features features) {
    return encoder(manager, features, "model.safetensors");
  }

  SpeechEncoder encoder(NDManager manager, Features features, String weights) {
    SpeechEncoder.Config config = new SpeechEncoder.Config(features, SECONDS);
    return Wav2Vec2.read(config, golden.checkpoint(weights), manager);
  }

  /** The audio clips of the case. */
  List<float[]> sounds(NDManager manager) {
    SafetensorsFile inputs = golden.inputs();
    return inputs.names().stream()
        .sorted()
        .map(name -> inputs.read(manager, name).toFloatArray())
        .toList();
  }

  /** All audio clips as one batch, with or without a mask. */
  PaddedAudio padded(NDManager manager, SpeechEncoder encoder, boolean masked) {
    AudioProcessor own = encoder.processor();
    return new AudioProcessor(own.rate(), own.normalise(), masked, own.decoder())
        .pad(manager, sounds(manager));
  }

  NDArray output(NDManager manager, String name) {
    return golden.output(manager, name);
  }

  SafetensorsFile outputs() {
    return golden.outputs();
  }
}
