package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A reference case: a tiny checkpoint with inputs and the outputs of the reference for them. */
record Golden(Path folder) {
  static Golden of(String name) {
    try {
      return new Golden(Path.of(Golden.class.getResource("/golden/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  VideoMae videoMae(NDManager manager, VideoMae.Features features) {
    return VideoMae.read(
        new VideoMae.Config(features, Orientation.UPRIGHT), CheckpointFolder.open(folder), manager);
  }

  NDArray input(NDManager manager, String name) {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(manager, name);
  }

  NDArray output(NDManager manager, String name) {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors")).read(manager, name);
  }
}
