package io.fusebox.encoder.wav2vec2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.audio.PaddedSounds;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** A reference case: a tiny checkpoint with sounds and the outputs of the reference for them. */
record Golden(Path folder) {
  static final String NEW_NAMES = "model_names_new_prefixed.safetensors";
  private static final int SECONDS = 60;

  static Golden of(String name) {
    try {
      return new Golden(Path.of(Golden.class.getResource("/golden/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  SpeechEncoder encoder(NDManager manager, Features features) {
    return encoder(manager, features, "model.safetensors");
  }

  SpeechEncoder encoder(NDManager manager, Features features, String weights) {
    SpeechEncoder.Config config = new SpeechEncoder.Config(features, SECONDS);
    return Wav2Vec2.read(config, CheckpointFolder.open(folder, weights), manager);
  }

  /** The sounds of the case, which are of unequal length. */
  List<float[]> sounds(NDManager manager) {
    SafetensorsFile inputs = SafetensorsFile.open(folder.resolve("inputs.safetensors"));
    return inputs.names().stream()
        .sorted()
        .map(name -> inputs.read(manager, name).toFloatArray())
        .toList();
  }

  /** All sounds as one batch, with or without a mask. */
  PaddedSounds padded(NDManager manager, SpeechEncoder encoder, boolean masked) {
    AudioProcessor own = encoder.processor();
    return new AudioProcessor(own.rate(), own.normalise(), masked, own.decoder())
        .pad(manager, sounds(manager));
  }

  NDArray output(NDManager manager, String name) {
    return outputs().read(manager, name);
  }

  SafetensorsFile outputs() {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors"));
  }
}
