package io.fusebox.runtime.server;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.Names;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.Measurements;
import io.fusebox.runtime.host.PluginHost;
import io.fusebox.runtime.live.Challenge;
import io.fusebox.runtime.live.Choice;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.PipelineStatus;
import io.fusebox.runtime.live.Reply;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The commands of a running Fusebox. Paths are those of the caller, absolute. */
final class Commands {
  private static final Set<String> ASK_KEYS = Set.of("pipeline", "question", "inputs");

  private final Fusebox box;

  Commands(Fusebox box) {
    this.box = box;
  }

  private static ObjectNode reply() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String text(JsonNode arguments, String key) {
    JsonNode value = arguments.path(key);
    if (!value.isTextual()) {
      throw new FuseboxException("the command needs '" + key + "', found " + arguments);
    }
    return value.asText();
  }

  private static Path path(JsonNode arguments, String key) {
    return FileNames.path(text(arguments, key));
  }

  ObjectNode ask(JsonNode arguments) {
    arguments
        .fieldNames()
        .forEachRemaining(
            k -> require(ASK_KEYS.contains(k), Names.unknown("key", k, ASK_KEYS, "of ask")));
    JsonNode files = arguments.path("inputs");
    Map<Modality, Path> inputs = new LinkedHashMap<>();
    files.fieldNames().forEachRemaining(m -> inputs.put(new Modality(m), path(files, m)));
    LivePipeline pipeline = box.pipeline(text(arguments, "pipeline"));
    Reply reply = pipeline.reply(inputs, text(arguments, "question"));
    ObjectNode json =
        reply()
            .put("answer", reply.text())
            .put("probability", reply.answer().probability())
            .put("strategy", reply.strategy())
            .put("beside", pipeline.status().beside());
    ArrayNode missing = json.putArray("missing");
    reply.missing().forEach(m -> missing.add(m.id()));
    return json;
  }

  ObjectNode pipelines(JsonNode arguments) {
    ObjectNode reply = reply();
    ArrayNode list = reply.putArray("pipelines");
    for (LivePipeline pipeline : box.pipelines().all()) {
      PipelineStatus status = pipeline.status();
      list.addObject()
          .put("name", status.name())
          .put("state", status.state().name())
          .put("strategy", status.strategy())
          .put("version", status.version())
          .put("beside", status.beside())
          .put("tally", pipeline.tally().toString())
          .put("note", status.note());
    }
    ArrayNode refused = reply.putArray("refused");
    for (PluginHost.Refused jar : box.plugins().refused()) {
      refused.addObject().put("jar", jar.jar().toString()).put("reason", jar.reason());
    }
    return reply;
  }

  ObjectNode leases(JsonNode arguments) {
    ObjectNode reply = reply();
    ObjectNode leases = reply.putObject("leases");
    box.pipelines().all().forEach(p -> leases.put(p.name(), p.leases()));
    ArrayNode parts = reply.putArray("parts");
    box.pipelines().parts().forEach(parts::add);
    return reply.put("swaps", box.pipelines().swaps().size());
  }

  ObjectNode metrics(JsonNode arguments) {
    ObjectNode reply = reply();
    ArrayNode lines = reply.putArray("metrics");
    for (Measurements.Line line : box.measurements().lines()) {
      lines
          .addObject()
          .put("name", line.name())
          .put("tags", line.tags())
          .put("value", line.value());
    }
    return reply;
  }

  ObjectNode swap(JsonNode arguments) {
    String pipeline = text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    box.pipelines().swap(pipeline, text(arguments, "strategy"), untrained);
    return status(pipeline);
  }

  ObjectNode beside(JsonNode arguments) {
    String pipeline = text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    OptionalDouble share =
        arguments.has("share")
            ? OptionalDouble.of(arguments.path("share").asDouble())
            : OptionalDouble.empty();
    Choice choice = new Choice(text(arguments, "strategy"), untrained);
    box.pipelines().challenge(pipeline, new Challenge(choice, share));
    return status(pipeline);
  }

  ObjectNode alone(JsonNode arguments) {
    box.pipelines().alone(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  ObjectNode plugin(JsonNode arguments) {
    return reply().put("file", box.swapIn(path(arguments, "jar")).toString());
  }

  ObjectNode stop(JsonNode arguments) {
    box.pipelines().stop(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  ObjectNode start(JsonNode arguments) {
    box.pipelines().start(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  private ObjectNode status(String pipeline) {
    return reply().put("status", box.pipeline(pipeline).status().toString());
  }
}
