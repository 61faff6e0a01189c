package io.fusebox.encoder.hubert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A reference case: a tiny checkpoint with sounds and the outputs of the reference for them. */
record Golden(Path folder) {
  static Golden of(String name) {
    try {
      return new Golden(Path.of(Golden.class.getResource("/golden/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  SpeechEncoder encoder(NDManager manager, Features features) {
    SpeechEncoder.Config config = new SpeechEncoder.Config(features, 60);
    return Hubert.read(config, CheckpointFolder.open(folder), manager);
  }

  NDArray input(NDManager manager, String name) {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(manager, name);
  }

  NDArray output(NDManager manager, String name) {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors")).read(manager, name);
  }
}
