package io.fusebox.runtime.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int exitCode(OutputStream to, int code) {
    StandardOutput output = new StandardOutput(to);
    new PrintStream(output, true, UTF_8).println("the answer");
    return output.exitCode(code, new PrintStream(err, true, UTF_8));
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void whatArrivedChangesNoExitCode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(0, exitCode(out, 0));
    assertEquals("the answer" + System.lineSeparator(), out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void aLostAnswerIsAFailureWithAReason() {
    assertEquals(1, exitCode(failing("No space left on device"), 0));
    assertEquals(
        "fusebox: what was printed could not be written to standard output: No space left on device"
            + System.lineSeparator(),
        err.toString(UTF_8));
  }

  @Test
  void whoeverReadNoFurtherNeedsNoWord() {
    assertEquals(1, exitCode(failing("Broken pipe"), 0));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void aCommandThatFailedKeepsItsExitCode() {
    assertEquals(3, exitCode(failing("No space left on device"), 3));
  }
}
