package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.runtime.server.client.DaemonClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the pipelines of a running Fusebox. */
@Command(
    name = "pipelines",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the pipelines of a running Fusebox.",
      "Each is ACTIVE, WAITING (for what), FAILED (why) or STOPPED. Below one with a "
          + "second strategy is how requests went since.",
      "Exit code 1 when one has failed or a jar was refused."
    },
    footer = {"", "Examples:", "  fusebox pipelines", "  fusebox pipelines --stop shapes"})
final class PipelinesCommand implements Callable<Integer> {
  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  @ArgGroup private Change change;

  /** At most one of them. */
  private static final class Change {
    @Option(names = "--stop", paramLabel = "NAME", description = "Stop this one.")
    private String stop;

    @Option(names = "--start", paramLabel = "NAME", description = "Start this one again.")
    private String start;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = options.requireDaemon();
    if (change != null) {
      daemon.post(
          change.stop != null
              ? DaemonClient.pipeline(change.stop, "stop")
              : DaemonClient.pipeline(change.start, "start"));
    }
    return print(
        daemon.get("/api/pipelines").path("pipelines"), daemon.get("/api/plugins").path("refused"));
  }

  private int print(JsonNode pipelines, JsonNode refused) {
    PrintWriter out = spec.commandLine().getOut();
    boolean good = true;
    for (JsonNode pipeline : pipelines) {
      print(out, pipeline);
      good &= !pipeline.path("state").asText().equals("FAILED");
    }
    for (JsonNode jar : refused) {
      good = false;
      out.printf("%s was refused: %s%n", jar.path("jar").asText(), jar.path("reason").asText());
    }
    out.flush();
    return good ? 0 : 1;
  }

  private static void print(PrintWriter out, JsonNode pipeline) {
    out.printf(
        "%-16s %-8s %-16s %s%n",
        pipeline.path("name").asText(),
        pipeline.path("state").asText(),
        pipeline.path("strategy").asText(),
        Stream.of("version", "reason")
            .map(key -> pipeline.path(key).asText())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("  ")));
    if (!pipeline.path("traffic").asText().isEmpty()) {
      out.printf(
          "%-25s %s%n", "", "%s: %s".formatted(pipeline.path("traffic").asText(), tally(pipeline)));
    }
  }

  private static String tally(JsonNode pipeline) {
    String tally =
        pipeline.path("outcomes").properties().stream()
            .map(e -> e.getValue().asText() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return tally.isEmpty() ? "no requests yet" : tally;
  }
}
