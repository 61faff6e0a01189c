package io.fusebox.cli;

import io.fusebox.answer.Evaluation;
import io.fusebox.answer.Subsets;
import io.fusebox.data.Dataset;
import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.experiment.ExperimentFile;
import io.fusebox.experiment.ExperimentSpec;
import io.fusebox.experiment.Grid;
import io.fusebox.experiment.Outcome;
import io.fusebox.experiment.Recipe;
import io.fusebox.experiment.Results;
import io.fusebox.host.Fusebox;
import io.fusebox.metrics.Scores;
import io.fusebox.report.HtmlReport;
import io.fusebox.report.MarkdownReport;
import io.fusebox.train.Dropping;
import io.fusebox.train.Trainer;
import io.fusebox.train.Training;
import io.fusebox.train.TrainingPlan;
import io.fusebox.weights.TrainedWeights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Text, film and sound at once: is a remark meant as it is said? */
@Command(
    name = "sarcasm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Teaches a frozen language model to tell sarcasm from what is said, shown and heard.",
      "It compares strategies, each also with one of the three alone, then trains PromptFuse with parts",
      "left out and measures it with every subset. It leaves a report and a trained pipeline."
    },
    footer = {"", "Example:", "  fusebox demo sarcasm"})
final class SarcasmCommand implements Callable<Integer> {
  private static final String EXPERIMENT = "docs/experiments/sarcasm.yaml";

  /** How often a part is left out while the pipeline learns to do without. */
  private static final Dropping DROPPING = new Dropping(0.25, 0.25);

  @Mixin private BoxOptions options;
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
    try (Fusebox box = options.open();
        Interruption interruption = new Interruption()) {
      ExperimentSpec experiment = experiment(box);
      Comparison comparison = new Comparison(box, new ExperimentData());
      Grid grid = comparison.grid(experiment);
      out()
          .printf(
              "Is a remark meant as it is said? %d training clips a strategy, %d to measure on.%n%n",
              experiment.shots().get(0), grid.test().size());
      out().flush();
      Map<String, Outcome> outcomes = comparison.run(grid, interruption);
      if (outcomes.size() < grid.distinct().size()) {
        return interrupted();
      }
      Results results = Results.of(grid, outcomes);
      out().print(MarkdownReport.of(results));
      out().flush();
      return subsets(box, results, interruption);
    }
  }

  private ExperimentSpec experiment(Fusebox box) {
    ExperimentSpec whole = ExperimentFile.read(box.home().root().resolve(EXPERIMENT));
    return whole
        .with(
            LongStream.range(0, seeds).boxed().toList(),
            steps == 0 ? whole.training() : whole.training().withSteps(steps))
        .withLimit(testQuestions);
  }

  private int interrupted() {
    out().println("interrupted; the same command goes on where it was");
    out().flush();
    return 1;
  }

  private int subsets(Fusebox box, Results results, Interruption interruption) {
    Grid grid = results.grid();
    try (Pipeline pipeline = box.assemble(box.spec(grid.spec().pipeline()))) {
      Training training = new Training(pipeline, plan(grid.spec()), grid.train());
      Trainer.Result trained = train(box, training, interruption);
      if (!trained.complete()) {
        return interrupted();
      }
      Map<Set<String>, Scores> scores = measure(box, pipeline, trained.weights(), grid.test());
      out().printf("%nPromptFuse, trained with parts left out, measured with each subset:%n");
      SubsetTable.print(out(), scores);
      conclude(box, results, scores);
      return 0;
    }
  }

  /** As the experiment trains, with parts left out, and longer: there is more to learn. */
  private static TrainingPlan plan(ExperimentSpec experiment) {
    Recipe recipe = experiment.training();
    return new TrainingPlan(
        experiment.shots().get(0),
        2 * recipe.epochs(),
        recipe.steps(),
        recipe.batch(),
        recipe.learningRate(),
        recipe.schedule(),
        0,
        recipe.sampling(),
        DROPPING);
  }

  private static Trainer.Result train(Fusebox box, Training training, Interruption interruption) {
    try (Terminal terminal = new Terminal("with parts left out")) {
      return training.run(box.workspace(), box.features(), terminal, interruption);
    }
  }

  private static Map<Set<String>, Scores> measure(
      Fusebox box, Pipeline pipeline, TrainedWeights weights, Dataset test) {
    Map<Set<String>, Scores> scores = new LinkedHashMap<>();
    try (Terminal terminal = new Terminal("every subset")) {
      for (Set<String> parts : Subsets.of(pipeline)) {
        Dataset left = test.only(parts);
        scores.put(
            parts,
            Evaluation.of(pipeline, box.features(), weights, left.examples(), terminal).scores());
      }
    }
    return scores;
  }

  private void conclude(Fusebox box, Results results, Map<Set<String>, Scores> scores) {
    Path page = box.workspace().root().resolve("reports").resolve("sarcasm.html");
    HtmlReport.write(page, results, SubsetTable.html(scores));
    Example clip = results.grid().test().examples().get(0);
    StringBuilder inputs = new StringBuilder();
    clip.inputs().forEach((m, file) -> inputs.append(" --input %s=%s".formatted(m, file)));
    out()
        .printf(
            """

            The films, with what each strategy says: %s

            Now ask:
              fusebox ask --pipeline %s%s "%s"
            """,
            page, results.grid().spec().pipeline(), inputs, clip.question());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
