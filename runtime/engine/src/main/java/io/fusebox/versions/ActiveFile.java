package io.fusebox.versions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.FuseboxException;
import io.fusebox.files.AtomicFile;
import io.fusebox.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code active.json} beside a file of weights that is answered with: the id of the version in it
 * and of the one before. It serves to go back; what is answered with is what the weights' file
 * holds, whoever has put it there.
 */
record ActiveFile(String version, String before) {
  private static final long MAX_BYTES = 1 << 16;

  /** What is noted of this file of weights; nothing where that is damaged or absent. */
  static Optional<ActiveFile> of(Path weights) {
    try {
      if (Files.exists(file(weights))) {
        JsonNode json = JsonFile.readObject(file(weights), MAX_BYTES);
        return Optional.of(
            new ActiveFile(json.path("version").asText(), json.path("before").asText()));
      }
    } catch (FuseboxException e) {
      // Damaged: nothing is known of the one before.
    }
    return Optional.empty();
  }

  /** The version before the one that is in the file now. */
  static Optional<String> before(Path weights, String now) {
    return of(weights)
        .map(noted -> noted.version().equals(now) ? noted.before() : noted.version())
        .filter(id -> !id.isEmpty());
  }

  void write(Path weights) {
    JsonNode json =
        JsonNodeFactory.instance.objectNode().put("version", version).put("before", before);
    AtomicFile.write(file(weights), json.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  private static Path file(Path weights) {
    String name = weights.getFileName().toString();
    return weights.resolveSibling(
        name.replaceFirst("^weights", "active").replaceFirst("safetensors$", "json"));
  }
}
