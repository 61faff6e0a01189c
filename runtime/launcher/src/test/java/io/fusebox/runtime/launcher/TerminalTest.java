package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void eachPhaseIsShownAtItsFirstStepWhereNobodyCanSeeABar() {
    try (TerminalProgress terminal =
        new TerminalProgress("shapes", new PrintStream(err, true, StandardCharsets.UTF_8), false)) {
      terminal.update(1, 9, "reading");
      terminal.update(2, 9, "reading");
      terminal.update(1, 60, "loss 1.2");
      terminal.update(2, 60, "loss 1.1");
    }
    assertEquals(
        "shapes: 1/9 reading\nshapes: 1/60 loss 1.2\n", err.toString(StandardCharsets.UTF_8));
  }
}
