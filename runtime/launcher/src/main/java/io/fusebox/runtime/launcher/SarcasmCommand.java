package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.task.Example;
import io.fusebox.runtime.demo.ModalityAblation;
import io.fusebox.runtime.experiments.ExperimentFile;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentResults;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.RunOutcome;
import io.fusebox.runtime.experiments.report.HtmlReport;
import io.fusebox.runtime.experiments.report.MarkdownReport;
import io.fusebox.runtime.host.Fusebox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Text, video and audio at once: is a remark sarcastic? */
@Command(
    name = "sarcasm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Teaches a frozen language model to recognize sarcasm in text, video and audio.",
      "It compares strategies, each also with one of the three alone, then trains "
          + "PromptFuse with parts left out and measures it with every subset. It leaves a "
          + "report and a trained pipeline."
    },
    footer = {"", "Example:", "  fusebox demo sarcasm"})
final class SarcasmCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 100;
  private static final String EXPERIMENT = "docs/experiments/sarcasm.yaml";

  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      defaultValue = "1",
      description = "How many seeds each strategy is trained with (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--steps",
      defaultValue = "0",
      description = "How many updates each training takes; 0 = as many as the experiment says.")
  private int steps;

  @Option(
      names = "--test-questions",
      defaultValue = "0",
      description = "Clips to measure on; 0 = all.")
  private int testQuestions;

  @Override
  public Integer call() {
    require(
        seeds >= 1 && seeds <= MOST_SEEDS,
        "--seeds must be from 1 to %d, found %d".formatted(MOST_SEEDS, seeds));
    try (Fusebox box = options.open();
        Interruption interruption = new Interruption()) {
      ExperimentSpec experiment = experiment(box);
      ExperimentLauncher comparison = new ExperimentLauncher(box, new ExperimentData());
      ExperimentGrid grid = comparison.grid(experiment);
      out()
          .printf(
              "Is a remark meant as it is said? %d training clips a strategy, %d to measure"
                  + " on.%n%n",
              experiment.shots().get(0), grid.test().size());
      out().flush();
      Map<String, RunOutcome> outcomes = comparison.run(grid, false, interruption, out());
      if (outcomes.size() < grid.distinct().size()) {
        return interrupted();
      }
      ExperimentResults results = ExperimentResults.of(grid, outcomes);
      out().print(MarkdownReport.of(results));
      out().flush();
      Optional<ModalityAblation.AblationResult> measured =
          new ModalityAblation(box, TerminalProgress::new).run(grid, interruption);
      if (measured.isEmpty()) {
        return interrupted();
      }
      out().printf("%nPromptFuse, trained with parts left out, measured with each subset:%n");
      SubsetTable.print(out(), measured.get().scores());
      conclude(box, results, measured.get());
      return 0;
    }
  }

  private ExperimentSpec experiment(Fusebox box) {
    ExperimentSpec whole = ExperimentFile.read(box.home().root().resolve(EXPERIMENT));
    return whole
        .with(
            LongStream.range(0, seeds).boxed().toList(),
            steps == 0 ? whole.training() : whole.training().withSteps(steps))
        .withData(whole.data().withLimit(testQuestions));
  }

  private int interrupted() {
    out().println("interrupted; the same command goes on where it was");
    out().flush();
    return 1;
  }

  private void conclude(
      Fusebox box, ExperimentResults results, ModalityAblation.AblationResult measured) {
    Path page = box.workspace().root().resolve("reports").resolve("sarcasm.html");
    HtmlReport.write(page, results, SubsetTable.html(measured.scores()));
    Example clip = results.grid().test().examples().get(0);
    StringBuilder inputs = new StringBuilder();
    clip.files()
        .forEach(
            (input, files) ->
                files.forEach(file -> inputs.append(" --input %s=%s".formatted(input, file))));
    if (!measured.kept().isActive()) {
      out()
          .print(
              InactiveVersionNotice.words(
                  results.grid().spec().pipeline(),
                  measured.kept().version().id(),
                  measured.kept().answering().map(v -> v.id()).orElse("none"),
                  options));
    }
    out()
        .printf(
            """

            The videos, with the answers of each strategy: %s

            Now ask:
              %s ask --pipeline %s%s "%s"
            """,
            page, StartCommand.name(), results.grid().spec().pipeline(), inputs, clip.text());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
