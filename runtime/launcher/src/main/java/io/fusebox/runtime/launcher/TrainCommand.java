package io.fusebox.runtime.launcher;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.TimeSpent;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.SavedVersion;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a pipeline's strategy. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a pipeline's strategy; the language model stays frozen.",
      "So do encoders, except with finetune. Interrupted, the same command goes on "
          + "where it was, to the same result.",
      "Every training is kept as a version ('fusebox versions'); one that answers "
          + "already goes on, unless --activate."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox train --data easy-vqa --split train --shots 512 --seed 0",
      "  fusebox train my.yaml --data questions.jsonl --shots 0 --epochs 5"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Mixin private DataOptions data;
  @Mixin private TrainingOptions recipe;
  @Spec private CommandSpec spec;

  private final TimeSpent time = new TimeSpent();

  @Option(names = "--split", paramLabel = "NAME", description = "The split to train on.")
  private String split;

  @Option(names = "--fresh", description = "Start this run again from its beginning.")
  private boolean fresh;

  @Option(
      names = "--activate",
      description =
          "Answer with what is trained; without it only where nothing was answered with before.")
  private boolean activate;

  @Override
  public Integer call() {
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box))) {
      box.workspace().requireWritable();
      Dataset dataset = data.read(box, split, assembled.spec());
      TrainingRun training =
          new TrainingRun(
              assembled,
              recipe.plan(),
              dataset,
              box.features().hashes(),
              drawn ->
                  time.on(
                      TimeSpent.FEATURES, () -> data.screened(drawn, assembled, box.features())));
      if (activate) {
        box.versions(assembled.spec()).requireActivatable();
      }
      if (fresh) {
        training.forget(box.workspace());
      }
      return train(box, assembled, training);
    }
  }

  private int train(Fusebox box, Pipeline assembled, TrainingRun training) {
    // Open until all is said: the JVM goes when it is closed.
    try (Interruption interruption = new Interruption()) {
      Trainer.Result result = run(box, assembled, training, interruption);
      return report(box, assembled, training, result);
    }
  }

  private int report(Fusebox box, Pipeline assembled, TrainingRun training, Trainer.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result.complete()) {
      out.printf(
          Locale.ROOT,
          "trained %s (%,d numbers) in %d updates, loss %.3f%s%n",
          assembled.spec().strategy(),
          result.weights().size(),
          result.steps(),
          result.loss(),
          kept(box, assembled, training, result));
      if (!result.seconds().isEmpty()) {
        time.add(result.seconds());
        out.printf("time: %s%n", TimeSpent.words(time.seconds()));
      }
    } else {
      out.printf("interrupted after %d updates; the same command goes on%n", result.steps());
    }
    data.report(training.data(), assembled.spec(), out);
    out.flush();
    return result.complete() ? 0 : 1;
  }

  /** Its state, and what can be done with it. */
  private String kept(
      Fusebox box, Pipeline assembled, TrainingRun training, Trainer.Result result) {
    if (result.weights().tensors().isEmpty()) {
      return ", nothing to keep";
    }
    TrainingOrigin origin = new TrainingOrigin(box.pipelineFile(pipeline.name()), data.path());
    SavedVersion kept =
        box.versions(assembled.spec()).keep(assembled, training, result, origin, activate);
    if (kept.isActive()) {
      return ", version %s, active: %s".formatted(kept.version().id(), kept.live());
    }
    return ", kept as version %s, not active: answers still come from %s; to activate it: fusebox activate %s %s%s"
        .formatted(
            kept.version().id(),
            kept.answering().map(Object::toString).orElse(kept.live().toString()),
            pipeline.again(),
            kept.version().id(),
            options.again());
  }

  private static Trainer.Result run(
      Fusebox box, Pipeline assembled, TrainingRun training, Interruption interruption) {
    try (TerminalProgress terminal = new TerminalProgress(assembled.spec().strategy())) {
      return training.train(box.workspace(), box.features(), terminal, interruption);
    }
  }
}
