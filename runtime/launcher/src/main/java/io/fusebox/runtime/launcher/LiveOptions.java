package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Home;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.Patience;
import io.fusebox.runtime.server.DaemonClient;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs a live Fusebox, or talks to one. */
final class LiveOptions {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".fusebox",
      description =
          "The workspace of the running Fusebox (default: ${DEFAULT-VALUE} in the current folder).")
  private Path workspace;

  Path workspace() {
    return workspace;
  }

  LiveFusebox open() {
    BoxOptions.tellIfNew(workspace);
    return LiveFusebox.open(Home.current(), workspace, Patience.STANDARD, LiveFusebox.POLL);
  }

  Optional<DaemonClient> daemon() {
    return DaemonClient.find(workspace);
  }

  DaemonClient requireDaemon() {
    return DaemonClient.of(workspace.toAbsolutePath().normalize());
  }
}
