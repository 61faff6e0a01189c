package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.Names;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.Measurements;
import io.fusebox.runtime.host.PluginHost;
import io.fusebox.runtime.live.Challenge;
import io.fusebox.runtime.live.Choice;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.PipelineStatus;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
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

  private final LiveFusebox box;
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

  Commands(LiveFusebox box) {
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

  private static Path path(JsonNode arguments, String key) {
    return FileNames.path(QuestionJson.text(arguments, key));
  }

  private ObjectNode ask(JsonNode arguments) {
    Question question = QuestionJson.question(arguments);
    return QuestionJson.of(box.pipeline(QuestionJson.text(arguments, "pipeline")).ask(question));
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
    String pipeline = QuestionJson.text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    box.pipelines().swap(pipeline, QuestionJson.text(arguments, "strategy"), untrained);
    return status(pipeline);
  }

  private ObjectNode beside(JsonNode arguments) {
    String pipeline = QuestionJson.text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    OptionalDouble share =
        arguments.has("share")
            ? OptionalDouble.of(arguments.path("share").asDouble())
            : OptionalDouble.empty();
    Choice choice = new Choice(QuestionJson.text(arguments, "strategy"), untrained);
    box.pipelines().challenge(pipeline, new Challenge(choice, share));
    return status(pipeline);
  }

  private ObjectNode alone(JsonNode arguments) {
    box.pipelines().alone(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  private ObjectNode plugin(JsonNode arguments) {
    return reply().put("file", box.swapIn(path(arguments, "jar")).toString());
  }

  private ObjectNode stop(JsonNode arguments) {
    box.pipelines().stop(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  private ObjectNode start(JsonNode arguments) {
    box.pipelines().start(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  private ObjectNode status(String pipeline) {
    return reply().put("status", box.pipeline(pipeline).status().toString());
  }
}
