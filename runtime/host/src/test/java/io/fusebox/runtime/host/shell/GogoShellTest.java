package io.fusebox.runtime.host.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GogoShellTest {
  private final List<List<String>> asked = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final GogoShell shell =
      new GogoShell(
          List.of(
              new GogoCommand(
                  "ask",
                  words -> {
                    asked.add(words);
                    System.out.println("red");
                    System.out.println("green");
                    return words.contains("bad") ? 3 : 0;
                  })));

  @AfterEach
  void close() {
    shell.close();
  }

  private void run(String... lines) {
    shell.run(List.of(lines), InputStream.nullInputStream(), out, out);
  }

  @Test
  void commandsGetTheirWordsWithAndWithoutTheScope() {
    run("ask --image 'a b.png' \"is it so?\"", "fusebox:ask again");
    assertEquals(List.of(List.of("--image", "a b.png", "is it so?"), List.of("again")), asked);
    assertEquals(List.of("red", "green", "red", "green"), out.toString().lines().toList());
  }

  @Test
  void whatACommandPrintsCanBePiped() {
    run("ask | grep --color=never gre");
    assertEquals("green", out.toString().strip());
  }

  @Test
  void nothingIsRunBehindACommandThatFails() {
    CommandFailedException failed =
        assertThrows(CommandFailedException.class, () -> run("ask bad", "ask more"));
    assertEquals(3, failed.exitCode());
    assertEquals(1, asked.size());
  }

  @Test
  void aLineThatMakesNoSenseIsRefused() {
    for (String line : List.of("nosuch", "ask 'open", "$(")) {
      FuseboxException refused = assertThrows(FuseboxException.class, () -> run(line));
      assertTrue(refused.getMessage().contains(line), refused.getMessage());
    }
  }
}
