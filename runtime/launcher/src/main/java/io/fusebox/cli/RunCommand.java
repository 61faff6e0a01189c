package io.fusebox.cli;

import io.fusebox.daemon.Daemon;
import io.fusebox.host.Fusebox;
import io.fusebox.live.LivePipeline;
import io.fusebox.live.PipelineStatus;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs and watches its folders: bundles in plugins and pipelines in etc/pipelines that are dropped in,",
      "changed or removed take effect by themselves. The commands ask, swap, pipelines and leases talk to it.",
      "Ctrl-C stops it."
    },
    footer = {"", "Example:", "  fusebox run"})
final class RunCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Mixin private LiveOptions options;
  @Spec private CommandSpec spec;

  private final Set<String> told = new LinkedHashSet<>();

  @Override
  public Integer call() throws InterruptedException {
    try (Interruption interruption = new Interruption();
        Fusebox box = options.openLive();
        Daemon daemon = Daemon.start(box)) {
      out().printf("running on port %d of this machine; Ctrl-C stops it%n", daemon.port());
      while (!interruption.getAsBoolean()) {
        tell(box);
        Thread.sleep(LOOK_MILLIS);
      }
      return 0;
    }
  }

  /** Says what has changed since the last look. */
  private void tell(Fusebox box) {
    Set<String> now = new LinkedHashSet<>();
    box.pipelines().all().stream()
        .map(LivePipeline::status)
        .map(PipelineStatus::toString)
        .forEach(now::add);
    box.plugins().refused().stream()
        .map(r -> "%s was refused: %s".formatted(r.jar().getFileName(), r.reason()))
        .forEach(now::add);
    now.stream().filter(line -> !told.contains(line)).forEach(out()::println);
    told.clear();
    told.addAll(now);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
