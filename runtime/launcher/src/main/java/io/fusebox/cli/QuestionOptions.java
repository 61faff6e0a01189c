package io.fusebox.cli;

import io.fusebox.data.Example;
import io.fusebox.encoder.Modality;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.host.Fusebox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One question about some input, and the pipeline that it is put to. */
final class QuestionOptions {
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

  /** The pipeline, assembled; the caller closes it. */
  Pipeline assemble(Fusebox box) {
    PipelineSpec read = box.spec(pipeline);
    return box.assemble(strategy == null ? read : read.withStrategy(strategy));
  }

  /** The pipeline's name, if it is asked for by name and with its own strategy. */
  Optional<String> name() {
    return pipeline.contains(".") || strategy != null ? Optional.empty() : Optional.of(pipeline);
  }

  Example example() {
    Map<Modality, Path> files = new LinkedHashMap<>();
    inputs.forEach((modality, file) -> files.put(new Modality(modality), file));
    if (image != null) {
      files.put(Modality.IMAGE, image);
    }
    return new Example("asked", files, Example.asked(question), "", List.of(""), "other", "");
  }
}
