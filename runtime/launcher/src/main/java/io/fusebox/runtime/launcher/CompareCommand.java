package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.experiments.ExperimentFile;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ExperimentRun;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.RunOutcome;
import io.fusebox.runtime.experiments.report.HtmlReport;
import io.fusebox.runtime.experiments.report.MarkdownReport;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.toolkit.files.AtomicFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains and measures strategies over shots and seeds, and writes a report.",
      "Baselines that see nothing are measured too. Interrupted, the same command goes "
          + "on where it was, to the same report."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox compare experiment.yaml",
      "  fusebox compare docs/experiments/easy-vqa.yaml --data easy-vqa --out report"
    })
final class CompareCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private ExperimentData data;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT", description = "The experiment's .yaml file.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.md and report.html are written (default: reports/ in the workspace).")
  private Path out;

  @Option(names = "--dry-run", description = "Check everything, list the runs, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--fresh",
      description = "Do the runs that are finished again; the old ones stay until all are done.")
  private boolean fresh;

  @Override
  public Integer call() {
    ExperimentSpec experiment = data.applied(ExperimentFile.read(file));
    try (Fusebox box = options.open();
        Interruption interruption = new Interruption()) {
      if (!dryRun) {
        box.workspace().requireWritable();
      }
      ExperimentLauncher comparison = new ExperimentLauncher(box, data);
      ExperimentGrid grid = comparison.grid(experiment);
      List.of(grid.train(), grid.test()).forEach(data -> leftOut(experiment, data));
      if (dryRun) {
        list(grid);
        return 0;
      }
      Map<String, RunOutcome> outcomes = comparison.run(grid, fresh, interruption, out());
      int runs = grid.distinct().size();
      if (outcomes.size() < runs) {
        out()
            .printf(
                "interrupted with %d of %d runs finished; the same command goes on%n",
                outcomes.size(), runs);
        out().flush();
        return 1;
      }
      report(box, ExperimentResults.of(grid, outcomes));
      return 0;
    }
  }

  private void leftOut(ExperimentSpec experiment, Dataset data) {
    if (!data.badInputs().isEmpty()) {
      out().printf("%s: %s", data.name(), experiment.data().badInputs().report(data.badInputs()));
    }
  }

  private void list(ExperimentGrid grid) {
    for (ExperimentRun run : grid.distinct().values()) {
      out().printf("%s  %s%n", run.key(), run.title());
    }
    out().printf("%d runs, %d test questions each%n", grid.distinct().size(), grid.test().size());
    out().flush();
  }

  private void report(Fusebox box, ExperimentResults results) {
    Path folder =
        out == null
            ? box.workspace().root().resolve("reports").resolve(results.grid().spec().name())
            : out;
    String markdown = MarkdownReport.of(results);
    AtomicFile.write(folder.resolve("report.md"), markdown.getBytes(StandardCharsets.UTF_8));
    HtmlReport.write(folder.resolve("report.html"), results);
    out().print(markdown);
    out().printf("%nThe report: %s%n", folder);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
