package io.fusebox.cli;

import io.fusebox.answer.Answerer;
import io.fusebox.data.Example;
import io.fusebox.encoder.Modality;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.host.Fusebox;
import io.fusebox.train.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers one question. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Answers a question about an input.",
    footer = {
      "",
      "Examples:",
      "  fusebox ask --image picture.png \"what color is the shape?\"",
      "  fusebox ask --pipeline my.yaml --input image=a.jpg \"is there a dog?\""
    })
final class AskCommand implements Callable<Integer> {
  @Mixin private BoxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUESTION", description = "The question, as it is.")
  private String question;

  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      defaultValue = "shapes",
      description = "The pipeline's .yaml file, or the name of one (default: ${DEFAULT-VALUE}).")
  private String pipeline;

  @Option(names = "--strategy", paramLabel = "ID", description = "Another strategy than its own.")
  private String strategy;

  @Option(names = "--image", paramLabel = "FILE", description = "Short for --input image=FILE.")
  private Path image;

  @Option(
      names = "--input",
      paramLabel = "MODALITY=FILE",
      description = "The input of one modality; may be repeated.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Override
  public Integer call() {
    try (Fusebox box = options.open()) {
      PipelineSpec read = box.spec(pipeline);
      try (Pipeline assembled =
              box.assemble(strategy == null ? read : read.withStrategy(strategy));
          Answerer answerer = new Answerer(assembled, box.features(), box.weights(assembled))) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(answerer.answer(List.of(example()), Progress.NONE).get(0));
        out.flush();
        return 0;
      }
    }
  }

  private Example example() {
    Map<Modality, Path> files = new LinkedHashMap<>();
    inputs.forEach((modality, file) -> files.put(new Modality(modality), file));
    if (image != null) {
      files.put(Modality.IMAGE, image);
    }
    return new Example("asked", files, question, "", List.of(""), "other", "");
  }
}
