package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.live.PipelineState;
import io.fusebox.runtime.live.PipelineStatus;
import io.fusebox.runtime.server.client.DaemonClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Swaps parts of a running Fusebox. */
@Command(
    name = "swap",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Swaps a strategy or a plug-in of a running Fusebox; no request fails.",
      "It gives a pipeline another strategy, with that strategy's trained weights; or "
          + "lets a second one answer along with its own; or puts a plug-in's jar into the "
          + "workspace, in place of the one that brings the same plug-in."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox swap shapes --strategy blindprompt",
      "  fusebox swap shapes --share blindprompt=0.2",
      "  fusebox swap shapes --shadow blindprompt",
      "  fusebox swap shapes --alone",
      "  fusebox swap --plugin my-encoder.jar"
    })
final class SwapCommand implements Callable<Integer> {
  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PIPELINE", arity = "0..1", description = "The pipeline's name.")
  private String pipeline;

  @ArgGroup(multiplicity = "1")
  private To to;

  @Option(names = "--untrained", description = "Allow weights that were never trained.")
  private boolean untrained;

  /** Exactly one of them. */
  private static final class To {
    @Option(
        names = "--strategy",
        paramLabel = "ID",
        description = "The strategy; a chain as linear+promptfuse.")
    private String strategy;

    @Option(
        names = "--share",
        paramLabel = "ID=SHARE",
        description =
            "This strategy answers a share of the requests, as 0.2; the own one the rest.")
    private Map<String, Double> share;

    @Option(
        names = "--shadow",
        paramLabel = "ID",
        description = "This strategy answers too, unseen; differences are logged and counted.")
    private String shadow;

    @Option(names = "--alone", description = "The pipeline's own strategy answers alone again.")
    private boolean alone;

    @Option(names = "--plugin", paramLabel = "JAR", description = "A bundle's jar.")
    private Path plugin;
  }

  @Override
  public Integer call() {
    if ((pipeline == null) != (to.plugin != null)) {
      throw new ParameterException(
          spec.commandLine(), "name either a PIPELINE and its strategies, or a --plugin");
    }
    if (untrained && (to.alone || to.plugin != null)) {
      throw new ParameterException(
          spec.commandLine(), "--untrained goes with --strategy, --share or --shadow");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(to.plugin == null ? swapStrategies() : swapPlugin());
    out.flush();
    return 0;
  }

  private String swapStrategies() {
    DaemonClient daemon = options.requireDaemon();
    return status(
        to.alone
            ? daemon.delete(DaemonClient.pipeline(pipeline, "second"))
            : to.strategy != null
                ? daemon.post(DaemonClient.pipeline(pipeline, "swap"), chosen(to.strategy))
                : daemon.put(DaemonClient.pipeline(pipeline, "second"), second()));
  }

  private ObjectNode chosen(String strategy) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("strategy", strategy)
        .put("untrained", untrained);
  }

  private ObjectNode second() {
    if (to.share == null) {
      return chosen(to.shadow);
    }
    Map.Entry<String, Double> share = share();
    return chosen(share.getKey()).put("share", share.getValue());
  }

  /** As the log says it. */
  private static String status(JsonNode pipeline) {
    return new PipelineStatus(
            pipeline.path("name").asText(),
            PipelineState.valueOf(pipeline.path("state").asText()),
            pipeline.path("strategy").asText(),
            pipeline.path("version").asText(),
            pipeline.path("traffic").asText(),
            pipeline.path("reason").asText())
        .toString();
  }

  private Map.Entry<String, Double> share() {
    if (to.share.size() > 1) {
      throw new ParameterException(spec.commandLine(), "name one --share");
    }
    return to.share.entrySet().iterator().next();
  }

  private String swapPlugin() {
    String path = "/api/plugins?name=" + DaemonClient.encoded(to.plugin.getFileName().toString());
    return "live: "
        + options
            .requireDaemon()
            .upload(path, "application/java-archive", to.plugin)
            .path("file")
            .asText();
  }
}
