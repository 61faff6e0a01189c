package io.fusebox.runtime.launcher;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.host.shell.CommandFailedException;
import io.fusebox.runtime.host.shell.GogoShell;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens a shell. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a shell with all commands, or runs lines without restarting.",
      "It is Felix Gogo: the Tab key completes names, --help after a command lists its "
          + "options, and lines can be piped.",
      "With LINEs, or with lines on standard input, it runs those until one fails, and "
          + "ends with that one's exit code. That is the fastest way to ask many questions."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox shell",
      "  fusebox shell pipelines \"swap shapes --shadow blindprompt\"",
      "  echo \"pipelines | grep WAITING\" | fusebox shell"
    })
final class ShellCommand implements Callable<Integer> {
  /** They are the shell, or last as long as one. */
  private static final Set<String> LEFT_OUT = Set.of("shell", "run", "help");

  @Mixin private LiveOptions options;

  @Parameters(paramLabel = "LINE", arity = "0..*", description = "Lines to run, one after another.")
  private List<String> lines = List.of();

  @Override
  public Integer call() throws Exception {
    // Gogo puts streams of its own in their place, which lead to these.
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (GogoShell shell = new GogoShell(commands())) {
      if (lines.isEmpty() && System.console() != null) {
        shell.talk();
      } else {
        shell.run(lines.isEmpty() ? read(in) : lines, in, out, err);
      }
      return CommandLine.ExitCode.OK;
    } catch (CommandFailedException e) {
      return e.exitCode();
    }
  }

  /** Lines without those that are empty or a comment. */
  private static List<String> read(InputStream in) {
    // A decoder of its own refuses what is not UTF-8; a charset's would replace it.
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    try {
      return reader.lines().filter(l -> !l.isBlank() && !l.strip().startsWith("#")).toList();
    } catch (UncheckedIOException e) {
      throw new FuseboxException(
          "standard input: " + IoErrorMessage.of(requireNonNull(e.getCause())), e);
    }
  }

  private List<io.fusebox.runtime.host.shell.GogoCommand> commands() {
    return FuseboxCommand.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !LEFT_OUT.contains(name))
        .map(name -> new io.fusebox.runtime.host.shell.GogoCommand(name, words -> run(name, words)))
        .toList();
  }

  /** Runs a command as the command line would, in this shell's workspace and to its streams. */
  private int run(String name, List<String> words) {
    String[] all = Stream.concat(Stream.of(name), words.stream()).toArray(String[]::new);
    return FuseboxCommand.execute(
        options.workspace(),
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        all);
  }
}
