package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.workspace.archive.PipelineExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a trained pipeline into one file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a trained pipeline into one file, for another workspace.",
      "It holds the pipeline's file, the weights that it answers with, and what they belong to, "
          + "by SHA-256."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox export shapes shapes.fusebox",
      "  fusebox export my.yaml my.fusebox --models --plugins"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PIPELINE",
      description = "The pipeline's .yaml file, or the name of one.")
  private String pipeline;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
  private Path file;

  @Option(names = "--models", description = "With the models that the pipeline names.")
  private boolean models;

  @Option(names = "--plugins", description = "With the jars of the plug-ins that it is made of.")
  private boolean plugins;

  @Override
  public Integer call() throws IOException {
    try (Fusebox box = options.open()) {
      List<String> files =
          new PipelineExport(box, models, plugins).write(pipeline, LauncherVersion.number(), file);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(Locale.ROOT, "%s (%,d bytes) holds%n", file, Files.size(file));
      files.forEach(name -> out.printf("  %s%n", name));
      out.flush();
      return 0;
    }
  }
}
