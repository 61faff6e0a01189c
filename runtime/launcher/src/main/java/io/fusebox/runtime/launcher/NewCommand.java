package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.ShellQuoting;
import io.fusebox.runtime.launcher.scaffold.PluginKind;
import io.fusebox.runtime.launcher.scaffold.PluginName;
import io.fusebox.runtime.launcher.scaffold.PluginTemplates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a plug-in. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a Maven project for a new plug-in into a folder of its name.",
      "It builds and passes the contract tests as it is, anywhere on this machine: its pom names"
          + " the Maven repository of this installation."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox new encoder mean-colour",
      "  fusebox new task rating",
      "  fusebox new modality pulse --group org.hospital --in plugins-of-mine"
    })
final class NewCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "KIND",
      description =
          "One of ${COMPLETION-CANDIDATES}; encoder is one of images, modality one of anything"
              + " else.")
  private PluginKind kind;

  @Parameters(paramLabel = "NAME", description = "The plug-in's id: letters, digits and '-'.")
  private String id;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "com.example",
      description = "The Maven group, and where the Java package is (default: ${DEFAULT-VALUE}).")
  private String group;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Where the folder is written (default: here).")
  private Path parent;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PluginName name = new PluginName(id, group);
    Path project = parent.resolve(id);
    String version = NewCommand.class.getPackage().getImplementationVersion();
    FuseboxHome home = FuseboxHome.current();
    new PluginTemplates(home.templates(), version, home.repository()).write(kind, name, project);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "wrote %s; build it, and let a running Fusebox take it:%n", project.toAbsolutePath());
    out.printf("  mvn -f %s package%n", ShellQuoting.of(project.toString()));
    out.printf(
        "  fusebox swap --plugin %s%n",
        ShellQuoting.of(project.resolve("target/%s-1.0.0-SNAPSHOT.jar".formatted(id)).toString()));
    out.flush();
    return 0;
  }
}
