package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Scores;
import io.fusebox.runtime.batch.PredictionReport;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.Shots;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.Evaluation;
import io.fusebox.runtime.training.InputSubsets;
import io.fusebox.runtime.training.versions.VersionScore;
import io.fusebox.runtime.training.versions.VersionedWeights;
import io.fusebox.runtime.training.versions.WeightsVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well a pipeline answers. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures a trained pipeline by answer type or class.",
    footer = {
      "",
      "Examples:",
      "  fusebox eval --data easy-vqa --split test",
      "  fusebox eval --data easy-vqa --split test --strategy noprompt",
      "  fusebox eval --data easy-vqa --split test --limit 200 --out predictions.jsonl"
    })
final class EvalCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Mixin private DataOptions data;
  @Spec private CommandSpec spec;

  @Option(names = "--split", paramLabel = "NAME", description = "The split to measure on.")
  private String split;

  @Option(
      names = "--limit",
      defaultValue = "0",
      description = "Measure on this many questions, drawn with seed 0; 0 = all.")
  private int limit;

  @Option(
      names = "--subsets",
      description = "Measure once more with every subset of the modalities and the text.")
  private boolean subsets;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write each prediction there, one line of JSON for each question: id, question, answer,"
              + " truth, score and probability.")
  private Path out;

  @Override
  public Integer call() {
    require(limit >= 0, "--limit must not be negative (0 = all), found " + limit);
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box))) {
      Dataset all = data.read(box, split, assembled.spec());
      Dataset drawn = limit == 0 || limit >= all.size() ? all : Shots.random(limit, 0).of(all);
      Dataset used = data.screened(drawn, assembled, box.features());
      VersionedWeights measured = box.versionedWeights(assembled);
      Evaluation evaluation = evaluate(box, assembled, measured.weights(), used);
      if (out != null) {
        PredictionReport.write(
            out, assembled.taskType(), evaluation.examples(), evaluation.answers());
      }
      PrintWriter table = spec.commandLine().getOut();
      table.printf(
          "%s, %s, %s%n", assembled.spec().name(), assembled.spec().strategy(), used.name());
      table.print(evaluation.scores().table());
      measured.version().ifPresent(v -> note(box, assembled, v, used, evaluation.scores()));
      if (subsets) {
        SubsetTable.print(table, subsets(box, assembled, measured.weights(), used));
      }
      data.report(used, assembled.spec(), table);
      table.flush();
      return 0;
    }
  }

  /**
   * With the version that answered, whichever is active by now; a workspace that cannot be written
   * to is no obstacle.
   */
  private void note(
      Fusebox box, Pipeline assembled, WeightsVersion measured, Dataset used, Scores scores) {
    try {
      VersionScore score = VersionScore.of(used, hash(box, assembled, used), scores);
      box.versions(assembled.spec()).recordScore(measured, score);
    } catch (FuseboxException e) {
      spec.commandLine().getErr().println("the score is not noted: " + e.getMessage());
      spec.commandLine().getErr().flush();
    }
  }

  private static String hash(Fusebox box, Pipeline assembled, Dataset used) {
    return used.hash(assembled.spec().inputs().keySet(), box.features().hashes()::of);
  }

  /** The score of each subset; an example that has nothing of one is left out. */
  private static Map<Set<String>, Scores> subsets(
      Fusebox box, Pipeline assembled, WeightValues weights, Dataset drawn) {
    Map<Set<String>, Scores> scores = new LinkedHashMap<>();
    for (Set<String> parts : InputSubsets.of(assembled)) {
      scores.put(parts, evaluate(box, assembled, weights, drawn.restrictedTo(parts)).scores());
    }
    return scores;
  }

  private static Evaluation evaluate(
      Fusebox box, Pipeline assembled, WeightValues weights, Dataset drawn) {
    try (TerminalProgress terminal = new TerminalProgress("eval")) {
      return Evaluation.of(assembled, box.features(), weights, drawn.examples(), terminal);
    }
  }
}
