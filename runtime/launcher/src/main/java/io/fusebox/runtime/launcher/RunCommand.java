package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.server.Daemon;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs and watches its folders: bundles in plugins and pipelines in etc/pipelines that are"
          + " dropped in,",
      "changed or removed take effect by themselves. The commands ask, swap, pipelines and leases"
          + " talk to it.",
      "Ctrl-C stops it."
    },
    footer = {"", "Example:", "  fusebox run"})
final class RunCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Mixin private LiveOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Logger log = LoggerFactory.getLogger(RunCommand.class); // not before the log is open
    Path workspace = options.workspace().toAbsolutePath().normalize();
    log.info("Fusebox {} starts with the workspace {}", Version.number(), workspace);
    try (Interruption interruption = new Interruption()) {
      serve(interruption, log);
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(CommandLog.class).error("it cannot go on: {}", e.getMessage(), e);
      throw e;
    }
    return 0;
  }

  /** Until it is told to stop; all is told before the JVM may go. */
  private void serve(Interruption interruption, Logger log) throws InterruptedException {
    try (Fusebox box = options.openLive();
        Daemon daemon = Daemon.start(box)) {
      log.info("running on port {} of this machine; Ctrl-C stops it", daemon.port());
      while (!interruption.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
      log.info("it was told to stop, by Ctrl-C or a signal, and stops");
    } finally {
      log.info("stopped");
    }
  }
}
