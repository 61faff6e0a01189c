package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A reference case: a tiny checkpoint with inputs and the outputs of the reference for them. */
record Golden(Path folder) {
  static Golden of(String name) {
    try {
      return new Golden(Path.of(Golden.class.getResource("/golden/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Vit vit(NDManager manager, Vit.Features features) {
    return Vit.read(
        new Vit.Config(features, Orientation.UPRIGHT), CheckpointFolder.open(folder), manager);
  }

  NDArray input(NDManager manager, String name) {
    return SafetensorsFile.open(folder.resolve("inputs.safetensors")).read(manager, name);
  }

  SafetensorsFile outputs() {
    return SafetensorsFile.open(folder.resolve("outputs.safetensors"));
  }

  /** The picture files in their order. */
  List<byte[]> pictures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("images"))) {
      return files.sorted().map(Golden::bytes).toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
