package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what is in use. */
@Command(
    name = "leases",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how many requests each pipeline is answering.",
      "It also lists the parts in memory, and how many pipelines use each."
    },
    footer = {"", "Example:", "  fusebox leases"})
final class LeasesCommand implements Callable<Integer> {
  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode reply = options.requireDaemon().get("/api/leases");
    PrintWriter out = spec.commandLine().getOut();
    reply
        .path("leases")
        .properties()
        .forEach(e -> out.printf("%-16s %d leases%n", e.getKey(), e.getValue().asInt()));
    reply.path("parts").forEach(part -> out.println(part.asText()));
    out.printf("%d swaps so far%n", reply.path("swaps").asInt());
    out.flush();
    return 0;
  }
}
