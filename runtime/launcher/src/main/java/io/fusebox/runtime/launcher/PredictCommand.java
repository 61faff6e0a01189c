package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.runtime.batch.ErrorPolicy;
import io.fusebox.runtime.batch.PredictionRun;
import io.fusebox.runtime.batch.QuestionSource;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.host.Fusebox;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers a whole file of questions. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answers every question of a file or data set; nobody need know the answers.",
      "Each becomes a line of JSON: index, id, question, answer, probability, and what else "
          + "the data say of it. Interrupted, the same command goes on where it was, to the same "
          + "file."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox predict shapes --data questions.jsonl --out answers.jsonl",
      "  fusebox predict my.yaml --data questions.jsonl --out answers.jsonl --on-error record"
    })
final class PredictCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "The questions: a JSON Lines manifest, or any other data that train and eval read.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of the data, if the path does not reveal it.")
  private String format;

  @Option(names = "--split", paramLabel = "NAME", description = "The split to answer.")
  private String split;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the answers go, as JSON Lines; FILE.partial until all are there.")
  private Path out;

  @Option(
      names = "--on-error",
      paramLabel = "POLICY",
      defaultValue = "stop",
      description =
          "Of a row that cannot be answered: ${COMPLETION-CANDIDATES}; record = its line has the"
              + " reason as error, in place of an answer (default: ${DEFAULT-VALUE}).")
  private ErrorPolicy onError;

  @Option(names = "--fresh", description = "Begin again, whatever an interrupted run has left.")
  private boolean fresh;

  @Override
  public Integer call() {
    requireOther();
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box));
        Interruption interruption = new Interruption()) {
      DatasetSource source =
          DatasetSource.of(data, split, DataOptions.inputs(assembled.spec()))
              .reading(assembled.spec().inputs().keySet());
      PredictionRun run =
          new PredictionRun(
              assembled,
              box.features(),
              box.weights(assembled),
              new QuestionSource(
                  new Datasets(PluginFormat.live(box.plugins())),
                  source,
                  Optional.ofNullable(format)),
              onError);
      return report(assembled, written(run, interruption));
    }
  }

  /** Answers must not take the place of their questions. */
  private void requireOther() {
    require(
        !Files.isDirectory(out),
        "--out must name a file, found the folder %s; add a file's name".formatted(out));
    require(
        !out.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize()),
        "--out and --data are the same file %s; name another one for the answers".formatted(out));
  }

  private PredictionRun.Result written(PredictionRun run, Interruption interruption) {
    try (TerminalProgress terminal = new TerminalProgress("predict")) {
      return run.write(out, fresh, terminal, interruption);
    }
  }

  private int report(Pipeline assembled, PredictionRun.Result result) {
    PrintWriter to = spec.commandLine().getOut();
    if (result.complete()) {
      to.printf(
          Locale.ROOT,
          "%,d answers of %s in %s%n",
          result.rows() - result.errors(),
          assembled.spec().name(),
          out);
    } else {
      to.printf(
          Locale.ROOT,
          "interrupted after %,d of %,d rows; the same command goes on%n",
          result.done(),
          result.rows());
    }
    if (result.errors() > 0) {
      to.printf(
          Locale.ROOT,
          "not answered, with the reason in place of an answer: %,d%n",
          result.errors());
    }
    if (!result.unread().isEmpty()) {
      to.printf(
          "not read: the data's %s; the pipeline %s reads %s%n",
          String.join(", ", result.unread()),
          assembled.spec().name(),
          assembled.spec().inputs().keySet());
    }
    to.flush();
    return result.complete() ? 0 : 1;
  }
}
