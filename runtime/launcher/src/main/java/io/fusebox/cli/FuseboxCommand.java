package io.fusebox.cli;

import io.fusebox.FuseboxException;
import java.io.PrintWriter;
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
      CommandLine.HelpCommand.class
    })
public final class FuseboxCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().setExecutionStrategy(FuseboxCommand::logged).execute(args));
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
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              report(e, CommandLog.of(parsed), commandLine.getErr());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  /** What the user can mend is told in words; anything else is ours, and has a stack trace. */
  private static void report(Exception e, CommandLog log, PrintWriter err) {
    if (e instanceof FuseboxException) {
      err.println("fusebox: " + e.getMessage() + log.trace(e));
    } else {
      err.println("fusebox: this should not have happened; please report it with what follows");
      e.printStackTrace(err);
    }
    err.flush();
  }
}
