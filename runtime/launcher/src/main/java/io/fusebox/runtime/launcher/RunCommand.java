package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.server.FuseboxServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Answers until it is stopped, while plug-ins and pipelines come and go.",
      "Bundles and pipelines that are dropped into 'plugins' and 'pipelines' in the "
          + "workspace, changed or removed take effect by themselves; so do those of the "
          + "installation. The commands ask, swap, pipelines and leases talk to it, and so may "
          + "any program, over HTTP: docs/service.md. The address that it prints is a page for all of that.",
      "Ctrl-C stops it."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox run",
      "  fusebox run --open",
      "  fusebox run --listen 127.0.0.1:8080 --log-format json",
      "  fusebox run --listen 0.0.0.0:8443 --keystore fusebox.p12 --keystore-password pw.txt"
    })
final class RunCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Mixin private LiveOptions options;
  @Mixin private ListenOptions listen;

  @Option(names = "--open", description = "Open the page in a browser.")
  private boolean open;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "lines",
      description =
          "How standard output logs: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Logger log = LoggerFactory.getLogger(RunCommand.class); // not before the log is open
    Path workspace = options.workspace().toAbsolutePath().normalize();
    log.info("Fusebox {} starts with the workspace {}", LauncherVersion.number(), workspace);
    try (Interruption interruption = new Interruption()) {
      serve(interruption, log);
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(CommandLog.class).error("it cannot go on: {}", e.getMessage(), e);
      throw e;
    }
    return 0;
  }

  /** Not in the log: anyone who has the address has the workspace's token. */
  private void showPage(FuseboxServer server) {
    boolean lines = logFormat == LogFormat.LINES; // else standard output holds JSON alone
    PrintWriter out = lines ? spec.commandLine().getOut() : spec.commandLine().getErr();
    out.println(server.page());
    out.flush();
    if (open) {
      Browsers.open(server.page(), options.workspace().toAbsolutePath().resolve("run"));
    }
  }

  /** Until it is asked to stop; all is logged before the JVM ends. */
  private void serve(Interruption interruption, Logger log) throws InterruptedException {
    try (LiveFusebox box = options.open();
        FuseboxServer server = FuseboxServer.start(box, listen.listening())) {
      log.info("running on port {} of this machine; Ctrl-C stops it", server.port());
      server.otherPort().ifPresent(port -> log.info("others reach it at port {}, over TLS", port));
      showPage(server);
      while (!interruption.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
      log.info("stopping, after Ctrl-C or a signal");
    } finally {
      log.info("stopped");
    }
  }
}
