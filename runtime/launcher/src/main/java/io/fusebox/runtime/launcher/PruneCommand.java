package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.workspace.prune.Disposable;
import io.fusebox.runtime.workspace.prune.PruneKind;
import io.fusebox.runtime.workspace.prune.Pruning;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes what a workspace can do without. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deletes what a workspace can do without: shows it with its size, then asks.",
      "'features' = kept features, which are made again when they are needed; 'runs' = states of "
          + "trainings that are finished; 'versions' = old versions that no pipeline answers with "
          + "and that are not the ones before. A Fusebox may run meanwhile."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox prune --dry-run",
      "  fusebox prune features --older-than 30 --yes",
      "  fusebox prune versions runs --keep 5"
    })
final class PruneCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..*",
      description = "${COMPLETION-CANDIDATES}; without it, all of them.")
  private List<PruneKind> kinds = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      defaultValue = "0",
      description = "Only what was last written or used more than so many days ago.")
  private int days;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Of each pipeline and strategy, keep so many of the newest versions"
              + " (default: ${DEFAULT-VALUE}).")
  private int keep;

  @Option(
      names = "--unfinished",
      description = "Also the states of interrupted trainings, which then cannot go on.")
  private boolean unfinished;

  @Option(names = "--dry-run", description = "Show it, and delete nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    require(days >= 0 && keep >= 0, "--older-than and --keep must not be negative");
    Set<PruneKind> chosen =
        kinds.isEmpty() ? EnumSet.allOf(PruneKind.class) : EnumSet.copyOf(kinds);
    List<Disposable> found =
        new Pruning(
                FuseboxHome.current(),
                new Workspace(options.workspace()),
                Duration.ofDays(days),
                keep,
                unfinished)
            .find(chosen);
    found.forEach(d -> out().printf(Locale.ROOT, "%,15d bytes  %s%n", d.bytes(), d.name()));
    long bytes = found.stream().mapToLong(Disposable::bytes).sum();
    long files = found.stream().mapToLong(Disposable::files).sum();
    out().printf(Locale.ROOT, "%,15d bytes in %,d files can be deleted%n", bytes, files);
    out().flush();
    return found.isEmpty() || dryRun ? 0 : confirmed() ? delete(found) : 1;
  }

  private boolean confirmed() {
    Console console = System.console();
    if (yes || console != null && isYes(console.readLine("delete them? [y/N] "))) {
      return true;
    }
    spec.commandLine().getErr().println("nothing was deleted; --yes deletes without asking");
    spec.commandLine().getErr().flush();
    return false;
  }

  private static boolean isYes(String answer) {
    return answer != null && answer.strip().matches("(?i)y|yes");
  }

  private int delete(List<Disposable> found) {
    long gone = 0;
    for (Disposable each : found) {
      if (each.delete().getAsBoolean()) {
        gone += each.bytes();
      } else {
        out().printf("left alone, it is in use now: %s%n", each.name());
      }
    }
    out().printf(Locale.ROOT, "%,15d bytes deleted%n", gone);
    out().flush();
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
