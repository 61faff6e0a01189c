package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line with only what was typed says what the whole one says. */
class FuseboxCommandTest {

  private static String said(CommandLine commandLine, String... args) {
    StringWriter said = new StringWriter();
    commandLine.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    return commandLine.execute(args) + "\n" + said;
  }

  private static void assertSame(String... args) {
    assertEquals(
        said(FuseboxCommand.commandLine(), args), said(FuseboxCommand.commandLine(args), args));
  }

  @Test
  void theHelpOfAllCommandsIsTheSame() {
    assertSame("help");
    assertSame("--help");
    assertSame("-h");
    assertSame("--version");
    assertSame();
  }

  @Test
  void theHelpOfEachCommandIsTheSame() {
    for (String command : FuseboxCommand.commandLine().getSubcommands().keySet()) {
      assertSame("help", command);
      assertSame(command, "--help");
      assertSame(command, "--nonsense");
    }
  }

  @Test
  void whatIsMistypedIsRefusedInTheSameWords() {
    assertSame("asl");
    assertSame("help", "asl");
    assertSame("--nonsense");
  }

  @Test
  void onlyTheCommandThatWasTypedIsDescribed() {
    assertEquals(
        Set.of("ask"), FuseboxCommand.commandLine("ask", "what?").getSubcommands().keySet());
  }
}
