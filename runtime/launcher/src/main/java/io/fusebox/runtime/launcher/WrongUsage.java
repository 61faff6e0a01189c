package io.fusebox.runtime.launcher;

import io.fusebox.api.settings.NameSuggestions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for a command that was typed wrongly: near misses, and where its help is. */
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] words) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("fusebox: " + unknown(command, e).orElse(e.getMessage()));
    err.println("Help: " + help(command));
    err.flush();
    return ExitCode.USAGE;
  }

  /** Unknown names are reported before missing ones: they may be the same, misspelt. */
  private static Optional<String> unknown(CommandLine command, ParameterException e) {
    List<String> unmatched =
        e instanceof UnmatchedArgumentException u
            ? u.getUnmatched()
            : command.getUnmatchedArguments();
    return unmatched.stream().findFirst().map(word -> unknown(command, word));
  }

  private static String unknown(CommandLine command, String word) {
    String name = command.getCommandSpec().qualifiedName();
    if (word.startsWith("-")) {
      String option = word.replaceFirst("=.*", "");
      return NameSuggestions.unknown(
          "option", option, command.getCommandSpec().optionsMap().keySet(), "of " + name);
    }
    return command.getSubcommands().isEmpty()
        ? "'%s' takes no further argument, found '%s'; words that belong together go in quotes"
            .formatted(name, NameSuggestions.shown(word))
        : NameSuggestions.unknown("command", word, command.getSubcommands().keySet(), "of " + name);
  }

  private static String help(CommandLine command) {
    String path = command.getCommandSpec().qualifiedName();
    return "fusebox help" + path.substring("fusebox".length());
  }
}
