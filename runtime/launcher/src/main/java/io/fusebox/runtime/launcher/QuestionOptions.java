package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.toolkit.files.FileNames;
import java.io.PrintWriter;
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
      description = "The input of one modality; may be repeated, once for each.")
  private List<String> inputs = List.of();

  /** The pipeline, assembled; the caller closes it. Inputs that it does not read are refused. */
  Pipeline assemble(Fusebox box) {
    PipelineSpec read = box.spec(pipeline);
    read.requireReads(example().inputs().keySet());
    return box.assemble(strategy == null ? read : read.withStrategy(strategy));
  }

  /** The pipeline's name, if it is asked for by name and with its own strategy. */
  Optional<String> name() {
    return pipeline.contains(".") || strategy != null ? Optional.empty() : Optional.of(pipeline);
  }

  Example example() {
    Map<Modality, Path> files = new LinkedHashMap<>();
    inputs.forEach(input -> put(files, input));
    if (image != null) {
      put(files, Modality.IMAGE, image);
    }
    return Example.unanswered(Question.withText(files, question));
  }

  private static void put(Map<Modality, Path> files, String input) {
    int equals = input.indexOf('=');
    require(
        equals > 0 && equals < input.length() - 1,
        "--input must be MODALITY=FILE, for instance image=picture.png, found '" + input + "'");
    put(
        files,
        new Modality(input.substring(0, equals)),
        FileNames.path(input.substring(equals + 1)));
  }

  private static void put(Map<Modality, Path> files, Modality modality, Path file) {
    Path twin = files.putIfAbsent(modality, file);
    require(
        twin == null,
        "the input %s is given twice, %s and %s; give one".formatted(modality, twin, file));
  }

  /** Says what an answer did without, if anything. */
  void tellMissing(List<String> missing, PrintWriter err) {
    if (!missing.isEmpty()) {
      err.printf(
          "the pipeline %s reads %s too, which was not given: this answers %s%n",
          pipeline,
          String.join(", ", missing),
          example().inputs().isEmpty() ? "from the words alone" : "without it");
      err.flush();
    }
  }

  /** The same for an assembled pipeline. */
  void tellMissing(Pipeline assembled, PrintWriter err) {
    List<Modality> missing = assembled.spec().missing(example().inputs().keySet());
    tellMissing(missing.stream().map(Modality::id).toList(), err);
  }
}
