package io.fusebox.runtime.launcher;

import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plm.Plm;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.pretrain.EmbeddedPlm;
import io.fusebox.runtime.pretrain.PretrainPlm;
import io.fusebox.runtime.pretrain.PretrainVit;
import io.fusebox.runtime.pretrain.PretrainWav2Vec2;
import io.fusebox.runtime.pretrain.PretrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the embedded models. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the embedded models again.",
      "A small BART and a small Llama learn from generated text alone, a small ViT from generated "
          + "images alone, a small wav2vec 2.0 from generated audio clips alone. Nothing aligns "
          + "them: that is the strategies' job."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox pretrain --out models",
      "  fusebox pretrain --out models --only vit"
    })
final class PretrainCommand implements Callable<Integer> {
  /** A model that can be made. */
  enum Model {
    BART,
    LLAMA,
    VIT,
    WAV2VEC2
  }

  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where bart-shapes, llama-shapes, vit-shapes and wav2vec2-sounds are written.")
  private Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MODEL",
      defaultValue = "bart,llama,vit,wav2vec2",
      description = "Which models: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Model> only;

  @Option(
      names = "--steps",
      defaultValue = "0",
      description = "How many updates; 0 = as the shipped models were made.")
  private long steps;

  @Option(names = "--seed", defaultValue = "0", description = "Decides all that is random.")
  private long seed;

  @Override
  public Integer call() {
    try (Fusebox box = options.open()) {
      if (only.contains(Model.VIT)) {
        vit(box, out.resolve("vit-shapes"));
      }
      if (only.contains(Model.WAV2VEC2)) {
        wav2vec2(box, out.resolve("wav2vec2-sounds"));
      }
      if (only.contains(Model.BART)) {
        plm(box, EmbeddedPlm.BART);
      }
      if (only.contains(Model.LLAMA)) {
        plm(box, EmbeddedPlm.LLAMA);
      }
      return 0;
    }
  }

  private void vit(Fusebox box, Path folder) {
    try (TerminalProgress terminal = new TerminalProgress("vit")) {
      new PretrainVit(box.plugins().find(ModalityEncoder.class, "vit"), recipe(PretrainVit.SHIPPED))
          .run(folder, terminal);
    }
    say(folder);
  }

  private void wav2vec2(Fusebox box, Path folder) {
    try (TerminalProgress terminal = new TerminalProgress("wav2vec2")) {
      new PretrainWav2Vec2(
              box.plugins().find(ModalityEncoder.class, "wav2vec2"),
              recipe(PretrainWav2Vec2.SHIPPED))
          .run(folder, terminal);
    }
    say(folder);
  }

  private void plm(Fusebox box, EmbeddedPlm kind) {
    Path folder = out.resolve(kind.folder());
    try (TerminalProgress terminal = new TerminalProgress(kind.plugin())) {
      new PretrainPlm(kind, box.plugins().find(Plm.class, kind.plugin()), recipe(kind.shipped()))
          .run(folder, terminal);
    }
    say(folder);
  }

  private PretrainingPlan recipe(PretrainingPlan shipped) {
    return shipped.with(seed, steps);
  }

  private void say(Path folder) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.printf("%s: see README.md in it%n", folder);
    writer.flush();
  }
}
