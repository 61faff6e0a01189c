package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void anyCharacterIsTaken() {
    assertDoesNotThrow(
        () -> Arguments.requireDecoded(new String[] {"what cölor is 日本?", "\uD83D\uDE00"}));
  }

  @Test
  void charactersThatWereLostAreNotAnsweredWithout() {
    FuseboxException refused =
        assertThrows(
            FuseboxException.class,
            () -> Arguments.requireDecoded(new String[] {"ask", "what c\uFFFDlor?"}));
    assertTrue(refused.getMessage().contains("UTF-8"), refused.getMessage());
  }
}
