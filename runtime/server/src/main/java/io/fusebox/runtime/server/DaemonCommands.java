package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.Measurements;
import io.fusebox.runtime.host.PluginHost;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.PipelineStatus;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The commands of a running Fusebox. Paths are those of the caller, absolute. */
final class DaemonCommands {
  private final LiveFusebox box;

  DaemonCommands(LiveFusebox box) {
    this.box = box;
  }

  private static ObjectNode reply() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Path path(JsonNode arguments, String key) {
    return FileNames.path(QuestionJson.text(arguments, key));
  }

  ObjectNode ask(JsonNode arguments) {
    Question question = QuestionJson.question(arguments);
    return QuestionJson.of(box.pipeline(QuestionJson.text(arguments, "pipeline")).ask(question));
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
    for (Measurements.MetricLine line : box.measurements().lines()) {
      lines
          .addObject()
          .put("name", line.name())
          .put("tags", line.tags())
          .put("value", line.value());
    }
    return reply;
  }

  ObjectNode swap(JsonNode arguments) {
    String pipeline = QuestionJson.text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    box.pipelines().swap(pipeline, QuestionJson.text(arguments, "strategy"), untrained);
    return status(pipeline);
  }

  ObjectNode beside(JsonNode arguments) {
    String pipeline = QuestionJson.text(arguments, "pipeline");
    boolean untrained = arguments.path("untrained").asBoolean();
    OptionalDouble share =
        arguments.has("share")
            ? OptionalDouble.of(arguments.path("share").asDouble())
            : OptionalDouble.empty();
    StrategyChoice choice = new StrategyChoice(QuestionJson.text(arguments, "strategy"), untrained);
    box.pipelines().challenge(pipeline, new TrafficSplit(choice, share));
    return status(pipeline);
  }

  ObjectNode alone(JsonNode arguments) {
    box.pipelines().alone(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  ObjectNode plugin(JsonNode arguments) {
    return reply().put("file", box.swapIn(path(arguments, "jar")).toString());
  }

  ObjectNode stop(JsonNode arguments) {
    box.pipelines().stop(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  ObjectNode start(JsonNode arguments) {
    box.pipelines().start(QuestionJson.text(arguments, "pipeline"));
    return status(QuestionJson.text(arguments, "pipeline"));
  }

  private ObjectNode status(String pipeline) {
    return reply().put("status", box.pipeline(pipeline).status().toString());
  }
}
