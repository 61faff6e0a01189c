package io.fusebox.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      "Gives a pipeline of a running Fusebox another strategy, with that strategy's trained weights;",
      "or replaces the plug-in that a jar brings. No request fails meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox swap shapes --strategy blindprompt",
      "  fusebox swap --plugin my-encoder.jar"
    })
final class SwapCommand implements Callable<Integer> {
  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PIPELINE", arity = "0..1", description = "The pipeline's name.")
  private String pipeline;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description = "The strategy; a chain as linear+promptfuse.")
  private String strategy;

  @Option(names = "--untrained", description = "Allow weights that were never trained.")
  private boolean untrained;

  @Option(names = "--plugin", paramLabel = "JAR", description = "A bundle's jar.")
  private Path plugin;

  @Override
  public Integer call() {
    boolean ofPipeline = pipeline != null && strategy != null;
    if (ofPipeline == (plugin != null)) {
      throw new ParameterException(
          spec.commandLine(), "name either a PIPELINE and its --strategy, or a --plugin");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(ofPipeline ? swapStrategy() : swapPlugin());
    out.flush();
    return 0;
  }

  private String swapStrategy() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("pipeline", pipeline).put("strategy", strategy).put("untrained", untrained);
    return options.requireDaemon().call("swap", arguments).path("status").asText();
  }

  private String swapPlugin() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("jar", plugin.toAbsolutePath().toString());
    return "live: " + options.requireDaemon().call("plugin", arguments).path("file").asText();
  }
}
