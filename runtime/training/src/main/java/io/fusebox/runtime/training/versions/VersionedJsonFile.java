package io.fusebox.runtime.training.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.storage.FormatVersion;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Small JSON files that last, each an object with the number of its {@link FormatVersion}. */
public final class VersionedJsonFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORMAT = "format";
  private static final long MAX_BYTES = 1 << 24;

  private VersionedJsonFile() {}

  /**
   * The contents of a file; nothing where it is absent, damaged, or from before files had a format.
   *
   * @throws FuseboxException when a later Fusebox wrote it
   */
  public static <T> Optional<T> read(Path file, Class<T> type) {
    return object(file).flatMap(json -> value(json, type));
  }

  private static Optional<JsonNode> object(Path file) {
    JsonNode json;
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      json = JsonFile.readObject(file, MAX_BYTES);
    } catch (FuseboxException e) {
      return Optional.empty();
    }
    int format = FormatVersion.of(file, json.path(FORMAT).asText(""));
    return format == FormatVersion.NONE ? Optional.empty() : Optional.of(json);
  }

  private static <T> Optional<T> value(JsonNode json, Class<T> type) {
    try {
      return Optional.of(JSON.treeToValue(json, type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Writes the properties of {@code value}, and this Fusebox's format. */
  public static void write(Path file, Object value) {
    ObjectNode json = JSON.createObjectNode().put(FORMAT, FormatVersion.NOW);
    json.setAll(JSON.<ObjectNode>valueToTree(value));
    try {
      AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
