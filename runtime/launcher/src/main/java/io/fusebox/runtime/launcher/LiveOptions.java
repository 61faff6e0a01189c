package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.Timeouts;
import io.fusebox.runtime.server.client.DaemonClient;
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
    FuseboxOptions.tellIfNew(workspace);
    return LiveFusebox.open(FuseboxHome.current(), workspace, Timeouts.STANDARD, LiveFusebox.POLL);
  }

  Optional<DaemonClient> daemon() {
    return DaemonClient.find(workspace);
  }

  DaemonClient requireDaemon() {
    return DaemonClient.of(workspace.toAbsolutePath().normalize());
  }
}
