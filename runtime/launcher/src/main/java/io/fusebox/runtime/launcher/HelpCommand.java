package io.fusebox.runtime.launcher;

import io.fusebox.api.settings.NameSuggestions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command, or of a command of a command. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Shows the help of a command.",
    footer = {"", "Examples:", "  fusebox help train", "  fusebox help demo sarcasm"})
final class HelpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command; after it, a command of that one.")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine all = spec.parent().commandLine();
    CommandLine command = all;
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(all, unknown(word, command));
      }
      command = next;
    }
    command.usage(all.getOut());
    all.getOut().flush();
  }

  private static String unknown(String word, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    return command.getSubcommands().isEmpty()
        ? "'%s' has no commands, found '%s'; try: fusebox help%s"
            .formatted(name, NameSuggestions.shown(word), name.substring("fusebox".length()))
        : NameSuggestions.unknown("command", word, command.getSubcommands().keySet(), "of " + name);
  }
}
