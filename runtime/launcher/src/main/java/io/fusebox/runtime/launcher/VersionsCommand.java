package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.yaml.YamlFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what was trained. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists what was trained in a workspace.",
      "Each version has its updates, loss, data and scores. A * marks what is answered "
          + "with; 'fusebox activate' chooses another."
    },
    footer = {"", "Examples:", "  fusebox versions", "  fusebox versions shapes"})
final class VersionsCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PIPELINE",
      arity = "0..1",
      description = "The pipeline's .yaml file, or its name; without it all are listed.")
  private String pipeline;

  @Option(names = "--strategy", paramLabel = "ID", description = "This strategy alone.")
  private String strategy;

  @Override
  public Integer call() {
    List<TrainedVersions> found =
        TrainedVersions.in(new Workspace(options.workspace())).stream()
            .filter(v -> pipeline == null || v.pipeline().equals(name()))
            .filter(v -> strategy == null || v.strategy().equals(strategy))
            .toList();
    if (found.isEmpty()) {
      throw new FuseboxException(
          "nothing was trained%s in the workspace %s; train something first: fusebox train"
              .formatted(pipeline == null ? "" : " of " + pipeline, options.workspace()));
    }
    boolean good = true;
    for (TrainedVersions versions : found) {
      good &= list(versions);
    }
    return good ? 0 : 1;
  }

  /** Versions are kept under the name of a pipeline's file, wherever it lies. */
  private String name() {
    return YamlFile.nameOf(Path.of(pipeline));
  }

  /** A damaged file does not hide the other pipelines. */
  private boolean list(TrainedVersions versions) {
    out().printf("%s, %s%n", versions.pipeline(), versions.strategy());
    try {
      versions.entries().forEach(this::print);
      versions
          .incomplete()
          .forEach(folder -> out().printf("  incomplete, may be deleted: %s%n", folder));
      return true;
    } catch (FuseboxException e) {
      out().printf("  %s%n", e.getMessage());
      return false;
    } finally {
      out().flush();
    }
  }

  private void print(TrainedVersions.VersionEntry entry) {
    out().printf(Locale.ROOT, "%s %s%n", entry.active() ? "*" : " ", entry.version());
    String file = entry.version().pipelineFile();
    if (!file.isEmpty()) {
      out().printf("    %s%n", file);
    }
    if (!entry.scores().isEmpty()) {
      out()
          .printf(
              "    %s%n",
              entry.scores().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
