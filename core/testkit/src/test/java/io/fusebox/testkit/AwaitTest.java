package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void looksUntilItIsSo() {
    AtomicInteger looks = new AtomicInteger();
    assertEquals(3, Await.until("three", looks::incrementAndGet, n -> n == 3));
  }

  @Test
  void failsWithWhatItSaw() {
    String message =
        assertThrows(
                AssertionError.class,
                () -> Await.until(Duration.ZERO, "a state", () -> "WAITING", "ACTIVE"::equals))
            .getMessage();
    assertTrue(message.contains("expected a state, last seen: WAITING"), message);
  }
}
