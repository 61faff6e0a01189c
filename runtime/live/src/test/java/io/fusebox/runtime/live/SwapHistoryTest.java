package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwapHistoryTest {
  private static Swap swap(String pipeline, int millis) {
    return new Swap(pipeline, Duration.ZERO, Duration.ofMillis(millis));
  }

  @Test
  void allAreCountedAndTheLastOnesKept() {
    SwapHistory history = new SwapHistory(2);
    history.add(swap("a", 1));
    history.add(swap("b", 2));
    history.add(swap("b", 3));
    assertEquals(3, history.count());
    assertEquals(List.of(swap("b", 2), swap("b", 3)), history.last());
    assertEquals(Optional.of(swap("b", 3)), history.last("b"));
    assertEquals(Optional.empty(), history.last("a"));
  }
}
