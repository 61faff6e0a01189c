package io.fusebox.runtime.launcher;

import io.fusebox.runtime.http.security.AccessToken;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.http.security.TokenFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes tokens. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes, lists and revokes tokens for programs and people.",
      "A token is shown once, when it is made; only its hash is kept. A running Fusebox heeds "
          + "all of it at once."
    },
    footer = {
      "",
      "Examples:",
      "  fusebox token create robot --role operate",
      "  fusebox token list",
      "  fusebox token revoke robot"
    },
    subcommands = {TokenCommand.Create.class, TokenCommand.Listed.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: create, list or revoke");
  }

  /** Their common dependencies. */
  abstract static class OfWorkspace implements Callable<Integer> {
    @Option(
        names = "--workspace",
        paramLabel = "DIR",
        defaultValue = ".fusebox",
        description = "The workspace (default: ${DEFAULT-VALUE} in the current folder).")
    private Path workspace;

    @Spec private CommandSpec spec;

    TokenFile tokens() {
      return TokenFile.of(workspace);
    }

    /** Prints to standard output. */
    void print(String format, Object... values) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(format, values);
      out.flush();
    }
  }

  /** Makes one. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token, and prints it. It is not shown again.")
  static final class Create extends OfWorkspace {
    @Parameters(paramLabel = "NAME", description = "What it is called; the audit log says it.")
    private String name;

    @Option(
        names = "--role",
        defaultValue = "ask",
        description =
            "${COMPLETION-CANDIDATES}: ask questions; also swap, start, stop and train; also bring"
                + " and remove plug-ins and pipelines (default: ${DEFAULT-VALUE}).")
    private Role role;

    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "50",
        description = "Requests a second that it is good for (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Override
    public Integer call() {
      print("%s%n", tokens().create(name, role, rate).secret());
      return 0;
    }
  }

  /** Lists them. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
  static final class Listed extends OfWorkspace {
    @Override
    public Integer call() {
      for (AccessToken token : tokens().tokens()) {
        print(
            "%-24s %-8s %s  %s a second%n",
            token.name(), token.role().id(), token.created(), token.rate());
      }
      return 0;
    }
  }

  /** Takes one away. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a token away; it is refused from now on.")
  static final class Revoke extends OfWorkspace {
    @Parameters(paramLabel = "NAME", description = "What it is called.")
    private String name;

    @Override
    public Integer call() {
      tokens().revoke(name);
      print("revoked: %s%n", name);
      return 0;
    }
  }
}
