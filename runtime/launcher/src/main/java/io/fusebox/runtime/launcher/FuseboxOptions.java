package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.PluginHost;
import io.fusebox.runtime.server.client.DaemonClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that needs a running Fusebox. */
final class FuseboxOptions {
  private static final String DEFAULT = ".fusebox";

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description =
          "Where work is kept, and your own plug-ins and pipelines (default: ${DEFAULT-VALUE} in"
              + " the current folder).")
  private Path workspace;

  Path workspace() {
    return workspace;
  }

  /** The options that name the same workspace to another command. */
  String again() {
    return workspace.equals(Path.of(DEFAULT)) ? "" : " --workspace " + workspace;
  }

  /** A Fusebox that runs with this workspace. */
  Optional<DaemonClient> daemon() {
    return DaemonClient.find(workspace);
  }

  /** For one command, which goes on without the jars that were refused. */
  Fusebox open() {
    Fusebox box = openQuietly();
    for (PluginHost.Refused jar : box.plugins().refused()) {
      System.err.printf("fusebox: %s was refused: %s%n", jar.jar().getFileName(), jar.reason());
    }
    return box;
  }

  /** The workspace follows the current folder: anyone who is in another one is to know. */
  static void tellIfNew(Path workspace) {
    if (!Files.exists(workspace)) {
      System.err.printf(
          "fusebox: the workspace is %s, which is not there yet; --workspace names another%n",
          workspace.toAbsolutePath().normalize());
    }
  }

  /** For a command that itself lists the jars that were refused. */
  Fusebox openQuietly() {
    tellIfNew(workspace);
    return Fusebox.open(FuseboxHome.current(), workspace);
  }
}
