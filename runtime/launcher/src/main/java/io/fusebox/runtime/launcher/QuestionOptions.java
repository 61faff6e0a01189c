package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.toolkit.files.FileNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One question about some input, and the pipeline that it is put to. */
final class QuestionOptions {
  @Parameters(paramLabel = "QUESTION", description = "The question, as it is.")
  private String text;

  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      defaultValue = "shapes",
      description = "The pipeline's .yaml file, or the name of one (default: ${DEFAULT-VALUE}).")
  private String pipeline;

  @Option(names = "--strategy", paramLabel = "ID", description = "Another strategy than its own.")
  private String strategy;

  @Option(names = "--image", paramLabel = "FILE", description = "Short for --input image=FILE.")
  private List<Path> images = List.of();

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description =
          "A file for one of the pipeline's inputs; may be repeated, for other inputs and for more files of one.")
  private List<String> inputs = List.of();

  /** The pipeline with its strategy. Inputs that it does not read are refused. */
  PipelineSpec pipeline(Fusebox box) {
    PipelineSpec read = box.spec(pipeline);
    read.requireReads(question().files().keySet());
    return strategy == null ? read : read.withStrategy(strategy);
  }

  /** The pipeline's name, if it is asked for by name and with its own strategy. */
  Optional<String> name() {
    return pipeline.contains(".") || strategy != null ? Optional.empty() : Optional.of(pipeline);
  }

  Question question() {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    inputs.forEach(input -> put(files, input));
    images.forEach(image -> put(files, Modality.IMAGE.id(), image));
    return Question.withFiles(files, text);
  }

  private static void put(Map<String, List<Path>> files, String input) {
    int equals = input.indexOf('=');
    require(
        equals > 0 && equals < input.length() - 1,
        "--input must be NAME=FILE, for instance image=picture.png, found '" + input + "'");
    put(files, input.substring(0, equals), FileNames.path(input.substring(equals + 1)));
  }

  private static void put(Map<String, List<Path>> files, String input, Path file) {
    files.computeIfAbsent(input, i -> new ArrayList<>()).add(file);
  }

  /** Says what an answer did without, if anything. */
  void noteMissing(List<String> missing, PrintWriter err) {
    if (!missing.isEmpty()) {
      err.printf(
          "the pipeline %s reads %s too, which was not given: this answers %s%n",
          pipeline,
          String.join(", ", missing),
          question().files().isEmpty() ? "from the words alone" : "without it");
      err.flush();
    }
  }
}
