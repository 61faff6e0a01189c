package io.fusebox.runtime.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.Locations;
import io.fusebox.runtime.host.NamedPath;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the paths that Fusebox uses. */
@Command(
    name = "where",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every path that Fusebox uses here.",
      "Your own plug-ins and pipelines come before shipped ones of the same id or name. Nothing"
          + " under the home is ever written."
    },
    footer = {"", "Examples:", "  fusebox where", "  fusebox where --json"})
final class WhereCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "As one JSON object, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    Locations locations = new Locations(FuseboxHome.current(), new Workspace(options.workspace()));
    List<NamedPath> places = NamedPath.all(locations);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      places.forEach(p -> all.put(p.key(), p.path().toString()));
      out.println(all.toPrettyString());
    } else {
      places.forEach(p -> print(out, p));
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, NamedPath place) {
    String note = Files.exists(place.path()) ? "" : "  (not there yet)";
    out.printf("%-18s %s%s%n", place.key(), place.path(), note);
    out.printf("%-18s   %s%n", "", place.holds());
  }
}
