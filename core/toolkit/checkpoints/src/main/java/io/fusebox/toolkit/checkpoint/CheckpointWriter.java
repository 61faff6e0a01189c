package io.fusebox.toolkit.checkpoint;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes a Hugging Face folder that {@link CheckpointFolder} and Python's transformers open. */
public final class CheckpointWriter {
  /** Readers of the format ask for the framework that a file's layout follows. */
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private CheckpointWriter() {}

  /**
   * Writes {@code model.safetensors}, then {@code config.json}; each whole or not at all.
   *
   * @param folder is made when it is missing
   * @param parameters by checkpoint name; not changed, not closed
   * @param floats {@link Dtype#F32} or {@link Dtype#F16}
   * @throws io.fusebox.api.FuseboxException when a file cannot be written
   */
  public static void write(
      Path folder, JsonNode config, Map<String, NDArray> parameters, Dtype floats) {
    SafetensorsWriter.write(folder.resolve(CheckpointFolder.WEIGHTS), parameters, METADATA, floats);
    byte[] json = (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(CheckpointFolder.CONFIG), json);
  }
}
