package io.fusebox.runtime.host.shell;

import io.fusebox.api.FuseboxException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.felix.gogo.jline.BaseConverters;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Felix Gogo, with its own commands and those of the scope {@code fusebox}. */
public final class GogoShell implements AutoCloseable {
  private static final String SCOPE = "fusebox";

  // The functions that Gogo's own profile of an interactive shell needs are among them.
  private static final String BUILTIN =
      "format getopt new set tac type jobs fg bg keymap setopt unsetopt complete history widget"
          + " __files __directories __usage_completion";
  private static final String PROCEDURAL = "each if not throw try until while break continue";
  private static final String POSIX =
      "cat echo grep sort sleep cd pwd ls less watch head tail clear wc date ttop";

  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);

  public GogoShell(List<GogoCommand> commands) {
    threadIo.start();
    processor.addConverter(new BaseConverters());
    add(processor, "addCommand removeCommand eval");
    add(new Builtin(), BUILTIN);
    add(new Procedural(), PROCEDURAL);
    add(new Posix(processor), POSIX);
    commands.forEach(c -> processor.addCommand(SCOPE, function(c), c.name()));
  }

  private void add(Object target, String functions) {
    for (String function : functions.split(" ")) {
      processor.addCommand("gogo", target, function);
    }
  }

  private static Function function(GogoCommand command) {
    return (session, words) -> {
      int exitCode = command.code().run(words.stream().map(String::valueOf).toList());
      if (exitCode != 0) {
        throw new CommandFailedException(command.name(), exitCode);
      }
      return null;
    };
  }

  /**
   * Runs lines, one after the other, until one fails.
   *
   * @throws CommandFailedException when a command of Fusebox failed
   * @throws FuseboxException when Gogo cannot make sense of a line, or its own commands fail
   */
  public void run(Iterable<String> lines, InputStream in, OutputStream out, OutputStream err) {
    try (CommandSession session = processor.createSession(in, out, err)) {
      prepare(session);
      for (String line : lines) {
        print(session, execute(session, line));
      }
    }
  }

  private static Object execute(CommandSession session, String line) {
    try {
      return session.execute(line);
    } catch (FuseboxException e) {
      throw e;
    } catch (Exception e) {
      throw new FuseboxException("the line '%s' failed: %s".formatted(line, e.getMessage()), e);
    }
  }

  private static void print(CommandSession session, Object result) {
    if (result != null) {
      session.getConsole().println(session.format(result, 0));
    }
  }

  /** Talks to the user at the terminal, until they leave. */
  public void talk() throws Exception {
    try (Terminal terminal = TerminalBuilder.builder().name(SCOPE).system(true).build();
        CommandSession session =
            processor.createSession(terminal.input(), terminal.output(), terminal.output())) {
      prepare(session);
      session.put(Shell.VAR_TERMINAL, terminal);
      Shell shell = new Shell(new Leaving(), processor, threadIo, null);
      add(shell, "gosh sh source help");
      shell.gosh(session, new String[] {"--login", "--nohistory"});
    }
  }

  private void prepare(CommandSession session) {
    session.put(Shell.VAR_CONTEXT, new Leaving());
    session.put(Shell.VAR_SCOPE, SCOPE + ":gogo:*");
  }

  /** Leaving the shell is not leaving the JVM. */
  private static final class Leaving implements Shell.Context {
    @Override
    public String getProperty(String name) {
      return System.getProperty(name);
    }

    @Override
    public void exit() {
      // The shell's loop has ended already.
    }
  }

  @Override
  public void close() {
    threadIo.stop();
  }
}
