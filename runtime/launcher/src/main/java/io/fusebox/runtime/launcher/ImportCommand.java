package io.fusebox.runtime.launcher;

import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.workspace.archive.PipelineImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs what {@link ExportCommand} has written. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Installs a pipeline that 'fusebox export' wrote, with its weights.",
      "Everything is checked before anything is installed, and another pipeline of the same "
          + "name is left alone, unless --replace."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox import shapes.fusebox --as shapes-of-ann",
      "  fusebox import my.fusebox --model bart-base=/models/bart-base"
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file that 'fusebox export' wrote.")
  private Path file;

  @Option(names = "--as", paramLabel = "NAME", description = "Call the pipeline so.")
  private String as;

  @Option(
      names = "--replace",
      description = "Let it take the place of another pipeline of its name.")
  private boolean replace;

  @Option(
      names = "--plugins",
      description =
          "Install jars of the archive where their plug-ins are missing: they are code that runs.")
  private boolean plugins;

  @Option(
      names = "--model",
      paramLabel = "NAME=DIR",
      description = "Where a model is that the archive does not hold; may be repeated.")
  private Map<String, Path> models = Map.of();

  @Override
  public Integer call() {
    FuseboxOptions.tellIfNew(options.workspace());
    PipelineImport importing =
        new PipelineImport(
            FuseboxHome.current(),
            new Workspace(options.workspace()),
            Optional.ofNullable(as),
            replace,
            plugins,
            models);
    PrintWriter out = spec.commandLine().getOut();
    importing.install(file).forEach(out::println);
    out.flush();
    return 0;
  }
}
