package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.FileNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 good, 1 failed, 2 wrong usage, 3 unsupported (verify). */
@Command(
    name = "fusebox",
    mixinStandardHelpOptions = true,
    versionProvider = LauncherVersion.class,
    description = "Lets a frozen language model see, hear and watch.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Start with: fusebox demo", "Help on a command: fusebox help COMMAND"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:good", "1:failed", "2:wrong usage", "3:unsupported (verify)"})
public final class FuseboxCommand implements Runnable {
  /** In the order of the help. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          AskCommand.class,
          ExplainCommand.class,
          TrainCommand.class,
          EvalCommand.class,
          PredictCommand.class,
          VersionsCommand.class,
          ActivateCommand.class,
          ExportCommand.class,
          ImportCommand.class,
          PruneCommand.class,
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
          TokenCommand.class,
          ShellCommand.class,
          DoctorCommand.class,
          WhereCommand.class,
          HelpCommand.class);

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
    int code = output.exitCode(run(args), System.err);
    ClassArchive.missing().ifPresent(archive -> make(archive, code));
    System.exit(code);
  }

  private static void make(ClassArchive archive, int code) {
    if (code == CommandLine.ExitCode.OK) {
      archive.make();
    }
    archive.deleteList();
  }

  private static int run(String[] args) {
    CommandLine commandLine = commandLine(args).setExecutionStrategy(FuseboxCommand::logged);
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

  /**
   * Runs a command in this process, which it leaves running and whose log it leaves alone.
   *
   * @param workspace for commands that name none
   * @return the exit code
   */
  public static int execute(Path workspace, PrintWriter out, PrintWriter err, String... words) {
    CommandLine commandLine = commandLine(words).setOut(out).setErr(err);
    commandLine.setDefaultValueProvider(
        argument ->
            argument instanceof OptionSpec option && option.longestName().equals("--workspace")
                ? workspace.toString()
                : null);
    return commandLine.execute(words);
  }

  /** No logger is created before: the command line decides where to log. */
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

  /** With all commands. */
  static CommandLine commandLine() {
    return with(COMMANDS);
  }

  /**
   * With the command that was typed alone, if one was: describing a command takes a while, and the
   * others are not asked for. The list of all needs no more than a description of each.
   */
  static CommandLine commandLine(String... args) {
    String first = args.length == 0 ? "" : args[0];
    boolean help = first.equals("help") || first.equals("-h") || first.equals("--help");
    if (args.length == 1 && help) {
      return outline();
    }
    return COMMANDS.stream()
        .filter(command -> !help && name(command).equals(first))
        .findFirst()
        .map(command -> with(List.of(command)))
        .orElseGet(FuseboxCommand::commandLine);
  }

  private static CommandLine with(List<Class<?>> commands) {
    CommandLine commandLine = bare();
    commands.forEach(commandLine::addSubcommand);
    return configured(commandLine);
  }

  private static CommandLine outline() {
    CommandLine commandLine = bare();
    for (Class<?> command : COMMANDS) {
      commandLine.addSubcommand(
          name(command),
          command == HelpCommand.class
              ? new CommandLine(command)
              : new CommandLine(outline(command.getAnnotation(Command.class))));
    }
    return configured(commandLine);
  }

  private static CommandSpec outline(Command command) {
    CommandSpec outline = CommandSpec.create().name(command.name());
    outline.usageMessage().description(command.description());
    return outline;
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static CommandLine bare() {
    return new CommandLine(new FuseboxCommand());
  }

  /** Settings reach the commands that were added before. */
  private static CommandLine configured(CommandLine all) {
    return all.setCaseInsensitiveEnumValuesAllowed(true)
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

  /**
   * An error that the user can fix is shown as a sentence; any other is a bug, shown with a stack
   * trace.
   */
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
