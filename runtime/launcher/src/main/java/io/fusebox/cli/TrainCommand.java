package io.fusebox.cli;

import io.fusebox.data.Dataset;
import io.fusebox.engine.Pipeline;
import io.fusebox.host.Fusebox;
import io.fusebox.train.Trainer;
import io.fusebox.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
      "Trains a pipeline's strategy; the PLM stays frozen, and so do encoders (but with finetune).",
      "Interrupted, the same command goes on where it was, to the same result."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox train --data easy-vqa --split train --shots 512 --seed 0",
      "  fusebox train my.yaml --data questions.jsonl --shots 0 --epochs 5"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private BoxOptions options;
  @Mixin private PipelineOptions pipeline;
  @Mixin private DataOptions data;
  @Mixin private RecipeOptions recipe;
  @Spec private CommandSpec spec;

  @Option(names = "--split", paramLabel = "NAME", description = "The split to train on.")
  private String split;

  @Option(names = "--fresh", description = "Start this run again from its beginning.")
  private boolean fresh;

  @Override
  public Integer call() throws IOException {
    try (Fusebox box = options.open();
        Pipeline assembled = box.assemble(pipeline.spec(box))) {
      box.workspace().requireWritable();
      Dataset dataset = data.read(split, assembled.spec());
      Training training =
          new Training(
              assembled,
              recipe.plan(),
              dataset,
              box.features().hashes(),
              drawn -> data.screened(drawn, assembled, box.features()));
      if (fresh) {
        Files.deleteIfExists(training.stateFile(box.workspace()));
      }
      return train(box, assembled, training);
    }
  }

  private int train(Fusebox box, Pipeline assembled, Training training) {
    Trainer.Result result = run(box, assembled, training);
    PrintWriter out = spec.commandLine().getOut();
    if (result.complete()) {
      out.printf(
          Locale.ROOT,
          "trained %s (%,d numbers) in %d updates, loss %.3f: %s%n",
          assembled.spec().strategy(),
          result.weights().size(),
          result.steps(),
          result.loss(),
          box.workspace().weights(assembled.spec()));
    } else {
      out.printf("interrupted after %d updates; the same command goes on%n", result.steps());
    }
    data.report(training.data(), assembled.spec(), out);
    out.flush();
    return result.complete() ? 0 : 1;
  }

  private static Trainer.Result run(Fusebox box, Pipeline assembled, Training training) {
    try (Interruption interruption = new Interruption();
        Terminal terminal = new Terminal(assembled.spec().strategy())) {
      return training.run(box.workspace(), box.features(), terminal, interruption);
    }
  }
}
