package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.FileNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 good, 1 failed, 2 wrong usage, 3 unsupported (verify). */
@Command(
    name = "fusebox",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lets a frozen language model see, hear and watch.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Start with: fusebox demo", "Help on a command: fusebox help COMMAND"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:good", "1:failed", "2:wrong usage", "3:unsupported (verify)"},
    subcommands = {
      DemoCommand.class,
      AskCommand.class,
      ExplainCommand.class,
      TrainCommand.class,
      EvalCommand.class,
      VersionsCommand.class,
      ActivateCommand.class,
      CompareCommand.class,
      PretrainCommand.class,
      ParamsCommand.class,
      PluginsCommand.class,
      VerifyCommand.class,
      RunCommand.class,
      PipelinesCommand.class,
      SwapCommand.class,
      LeasesCommand.class,
      NewCommand.class,
      MetricsCommand.class,
      ShellCommand.class,
      DoctorCommand.class,
      WhereCommand.class,
      HelpCommand.class
    })
public final class FuseboxCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // Numbers in files, and Felix's versions, have the digits 0 to 9 in every language.
    Locale.setDefault(Locale.ROOT);
    StandardOutput output = StandardOutput.install();
    System.exit(output.exitCode(run(args), System.err));
  }

  private static int run(String[] args) {
    CommandLine commandLine = commandLine().setExecutionStrategy(FuseboxCommand::logged);
    try {
      Arguments.requireDecoded(args);
      return commandLine.execute(args);
    } catch (FuseboxException e) {
      report(e, CommandLog.NONE, commandLine.getErr());
      return CommandLine.ExitCode.USAGE;
    } catch (Error e) {
      report(e, CommandLog.NONE, commandLine.getErr());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** No logger is made before: what was typed tells where to log. */
  private static int logged(CommandLine.ParseResult command) {
    boolean running =
        command.hasSubcommand() && command.subcommand().commandSpec().name().equals("run");
    try {
      CommandLog.of(command).open(running);
    } catch (FuseboxException e) {
      throw new CommandLine.ParameterException(
          command.commandSpec().commandLine(), e.getMessage(), e);
    }
    return new CommandLine.RunLast().execute(command);
  }

  static CommandLine commandLine() {
    return new CommandLine(new FuseboxCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUsage())
        .registerConverter(Path.class, FuseboxCommand::path)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              report(e, CommandLog.of(parsed), commandLine.getErr());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static Path path(String name) {
    try {
      return FileNames.path(name);
    } catch (FuseboxException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  /** What the user can mend is told in words; anything else is ours, and has a stack trace. */
  private static void report(Throwable e, CommandLog log, PrintWriter err) {
    Optional<String> memory = OutOfMemory.reason(e);
    if (memory.isPresent()) {
      err.println("fusebox: " + memory.get());
    } else if (e instanceof FuseboxException known) {
      err.println("fusebox: " + known.getMessage() + log.trace(known));
    } else {
      err.println("fusebox: this should not have happened; please report it with what follows");
      e.printStackTrace(err);
    }
    err.flush();
  }
}
