package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what is measured. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a running Fusebox has measured.",
      "That is requests and their latency, waits for leases, swaps, feature-cache hits, "
          + "how a second strategy does, and live NDArrays of each plug-in.",
      "Percentiles and maxima are those of the last minutes. JMX shows the same, in the "
          + "domain fusebox."
    },
    footer = {"", "Example:", "  fusebox metrics"})
final class MetricsCommand implements Callable<Integer> {
  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode reply = options.requireDaemon().get("/api/metrics");
    PrintWriter out = spec.commandLine().getOut();
    for (JsonNode line : reply.path("metrics")) {
      out.printf(
          "%-20s %-60s %s%n",
          line.path("name").asText(), line.path("tags").asText(), line.path("value").asText());
    }
    out.flush();
    return 0;
  }
}
