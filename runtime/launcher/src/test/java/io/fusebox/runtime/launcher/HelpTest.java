package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.pretrain.EmbeddedPlm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return FuseboxCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(c -> all.addAll(all(c)));
    return all;
  }

  /** The list of commands shows the first element alone. */
  @Test
  void everyLineOfADescriptionIsOfWholeSentences() {
    List<CommandLine> commands = all(FuseboxCommand.commandLine());
    assertTrue(commands.size() > 20, commands.toString());
    for (CommandLine command : commands) {
      String[] lines = command.getCommandSpec().usageMessage().description();
      assertTrue(lines.length > 0, command.getCommandName());
      for (String line : lines) {
        assertTrue(line.endsWith("."), line);
        assertTrue(line.matches("(?s)[A-Z'].*"), line);
      }
    }
  }

  @Test
  void helpFitsIntoEightyColumns() {
    for (CommandLine command : all(FuseboxCommand.commandLine())) {
      String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
      usage.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }
  }

  @Test
  void helpCoversCommandsOfCommands() {
    assertEquals(0, run("help", "demo", "sarcasm"));
    assertTrue(out.toString().startsWith("Usage: fusebox demo sarcasm"), out::toString);
    assertEquals(2, run("help", "demo", "sarcsm"));
    assertTrue(err.toString().contains("did you mean sarcasm?"), err::toString);
  }

  @Test
  void nearMissesOfCommandsAndOptionsAreNamed() {
    assertEquals(2, run("aks"));
    assertEquals(2, run("train", "--shot", "3"));
    String said = err.toString();
    assertTrue(said.contains("did you mean ask?"), said);
    assertTrue(said.contains("unknown option '--shot' of fusebox train; did you mean --shots?"));
  }

  @Test
  void theDemoNamesTheEmbeddedPlms() {
    assertEquals(0, run("help", "demo"));
    for (EmbeddedPlm kind : EmbeddedPlm.values()) {
      assertTrue(out.toString().contains(kind.folder()), out::toString);
    }
  }
}
