package io.fusebox.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.FuseboxException;
import io.fusebox.engine.Workspace;
import io.fusebox.features.Sha256;
import io.fusebox.files.AtomicFile;
import io.fusebox.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What pipelines were swapped to, kept over restarts. A choice holds for the pipeline's file as it
 * was then: who changes the file says anew what the pipeline is.
 */
record Choices(Workspace workspace) {
  private static final long MAX_BYTES = 1 << 20;

  /** Keeps a choice. */
  void keep(String pipeline, Path file, Choice choice) {
    JsonNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("strategy", choice.strategy())
            .put("untrained", choice.untrained())
            .put("file", hash(file));
    AtomicFile.write(kept(pipeline), json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The choice for a pipeline whose file is as it was; a damaged one is none. */
  Optional<Choice> of(String pipeline, Path file) {
    if (!Files.exists(kept(pipeline))) {
      return Optional.empty();
    }
    try {
      JsonNode json = JsonFile.readObject(kept(pipeline), MAX_BYTES);
      return Optional.of(json)
          .filter(j -> j.path("file").asText().equals(hash(file)))
          .map(j -> new Choice(j.path("strategy").asText(), j.path("untrained").asBoolean()));
    } catch (FuseboxException e) {
      return Optional.empty();
    }
  }

  private static String hash(Path file) {
    return Sha256.hex(JsonFile.readBytes(file, MAX_BYTES));
  }

  private Path kept(String pipeline) {
    return workspace.root().resolve("pipelines").resolve(pipeline).resolve("swapped.json");
  }
}
