package io.fusebox.runtime.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.FormatVersion;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The choices that pipelines were swapped to, kept over restarts. A choice holds for the pipeline's
 * file as it was then: who changes the file says again what the pipeline is.
 */
record StrategyChoiceStore(Workspace workspace) {
  private static final String FORMAT = "format";
  private static final long MAX_BYTES = 1 << 20;

  /** Keeps what was chosen. */
  void keep(String pipeline, DesiredState desired) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put(FORMAT, FormatVersion.NOW);
    json.put("file", hash(desired.source()));
    desired.choice().ifPresent(choice -> write(choice, json));
    desired.challenge().ifPresent(challenge -> write(challenge, json.putObject("beside")));
    AtomicFile.write(kept(pipeline), json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(StrategyChoice choice, ObjectNode json) {
    json.put("strategy", choice.strategy()).put("untrained", choice.untrained());
  }

  private static void write(TrafficSplit challenge, ObjectNode json) {
    write(challenge.choice(), json);
    challenge.share().ifPresent(share -> json.put("share", share));
  }

  /**
   * With what was chosen for it, if its file is as it was; what is damaged was not chosen.
   *
   * @throws FuseboxException when a later Fusebox kept it
   */
  DesiredState restored(String pipeline, DesiredState desired) {
    if (!Files.exists(kept(pipeline))) {
      return desired;
    }
    JsonNode json = read(kept(pipeline));
    FormatVersion.of(kept(pipeline), json.path(FORMAT).asText(""));
    return json.path("file").asText().equals(hash(desired.source()))
        ? restored(desired, json)
        : desired;
  }

  private static JsonNode read(Path file) {
    try {
      return JsonFile.readObject(file, MAX_BYTES);
    } catch (FuseboxException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static DesiredState restored(DesiredState desired, JsonNode json) {
    DesiredState chosen = choice(json).map(desired::choosing).orElse(desired);
    JsonNode beside = json.path("beside");
    return chosen.challengedBy(choice(beside).map(c -> new TrafficSplit(c, share(beside))));
  }

  private static Optional<StrategyChoice> choice(JsonNode json) {
    return Optional.of(json)
        .filter(j -> j.path("strategy").isTextual())
        .map(j -> new StrategyChoice(j.path("strategy").asText(), j.path("untrained").asBoolean()));
  }

  private static OptionalDouble share(JsonNode json) {
    return json.has("share")
        ? OptionalDouble.of(json.path("share").asDouble())
        : OptionalDouble.empty();
  }

  private static String hash(Path file) {
    return Sha256.hex(JsonFile.readBytes(file, MAX_BYTES));
  }

  private Path kept(String pipeline) {
    return workspace.root().resolve("pipelines").resolve(pipeline).resolve("swapped.json");
  }
}
