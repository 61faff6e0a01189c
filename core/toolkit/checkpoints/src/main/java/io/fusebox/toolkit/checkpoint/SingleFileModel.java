package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.FileDigests;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A model that is one zip file, a program with its weights (TorchScript), and no folder. */
final class SingleFileModel {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Not the file's own name: one that is renamed is the same model. */
  private static final String NAME = "model";

  private SingleFileModel() {}

  /** Whether there is a zip file of this name. */
  static boolean is(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(ZIP, in.readNBytes(ZIP.length));
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(path, IoErrorMessage.of(e)), e);
    }
  }

  /** It says nothing of itself. */
  static TrackedJsonObject config() {
    return TrackedJsonObject.of(JsonNodeFactory.instance.objectNode());
  }

  /** Its tensors are its own affair. */
  static CheckpointTensors weights(Path file) {
    return new CheckpointTensors(List.of(file), Map.of(), Map.of());
  }

  static Map<String, String> digests(Path file, FileDigests fileDigests) {
    return Map.of(NAME, fileDigests.of(file));
  }
}
