package io.fusebox.runtime.server;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.Names;
import io.fusebox.runtime.engine.plugins.PluginException;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of a daemon. Paths are those of the caller, absolute. */
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final Set<String> LOOKS = Set.of("ask", "pipelines", "leases", "metrics");
  private static final Set<String> ASK_KEYS = Set.of("pipeline", "question", "inputs");

  private final Fusebox box;
  private final Map<String, Function<JsonNode, ObjectNode>> known =
      Map.of(
          "ask", this::ask,
          "pipelines", this::pipelines,
          "leases", this::leases,
          "metrics", this::metrics,
          "swap", this::swap,
          "beside", this::beside,
          "alone", this::alone,
          "plugin", this::plugin,
          "stop", this::stop,
          "start", this::start);

  Commands(Fusebox box) {
    this.box = box;
  }

  ObjectNode run(String command, JsonNode arguments) {
    Function<JsonNode, ObjectNode> found = known.get(command);
    if (found == null) {
      throw new FuseboxException(Names.unknown("command", command, known.keySet(), ""));
    }
    try {
      ObjectNode reply = found.apply(arguments);
      if (!LOOKS.contains(command)) {
        LOG.info("command {} {}", command, arguments);
      }
      return reply;
    } catch (FuseboxException e) {
      // A plug-in's fault is looked for in its code; anything else its words tell.
      Throwable trace = e instanceof PluginException ? e.getCause() : null;
      LOG.warn("command {} {} failed: {}", command, arguments, e.getMessage(), trace);
      throw e;
    }
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

  private ObjectNode ask(JsonNode arguments) {
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

  private ObjectNode pipelines(JsonNode arguments) {
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

  private ObjectNode leases(JsonNode arguments) {
    ObjectNode reply = reply();
    ObjectNode leases = reply.putObject("leases");
    box.pipelines().all().forEach(p -> leases.put(p.name(), p.leases()));
    ArrayNode parts = reply.putArray("parts");
    box.pipelines().parts().forEach(parts::add);
    return reply.put("swaps", box.pipelines().swaps().size());
  }

  private ObjectNode metrics(JsonNode arguments) {
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

  private ObjectNode swap(JsonNode arguments) {
    String pipeline = text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    box.pipelines().swap(pipeline, text(arguments, "strategy"), untrained);
    return status(pipeline);
  }

  private ObjectNode beside(JsonNode arguments) {
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

  private ObjectNode alone(JsonNode arguments) {
    box.pipelines().alone(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  private ObjectNode plugin(JsonNode arguments) {
    return reply().put("file", box.swapIn(path(arguments, "jar")).toString());
  }

  private ObjectNode stop(JsonNode arguments) {
    box.pipelines().stop(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  private ObjectNode start(JsonNode arguments) {
    box.pipelines().start(text(arguments, "pipeline"));
    return status(text(arguments, "pipeline"));
  }

  private ObjectNode status(String pipeline) {
    return reply().put("status", box.pipeline(pipeline).status().toString());
  }
}
