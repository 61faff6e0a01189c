package io.fusebox.runtime.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
  @Test
  void javasIsToldWithTheOptionThatAllowsMore() {
    String told = reason(new OutOfMemoryError("Java heap space"));
    assertTrue(told.startsWith("Java's memory, "), told);
    assertTrue(told.contains("(Java heap space)") && told.contains("-Xmx"), told);
  }

  @Test
  void thatOfTheNativeLibraryIsFoundBehindWhoeverWrappedIt() {
    String told =
        reason(
            new IllegalStateException(
                "a worker failed",
                new RuntimeException(
                    "[enforce fail at alloc_cpu.cpp:118] . DefaultCPUAllocator: can't allocate"
                        + " memory: you tried to allocate 99 bytes\n"
                        + "frame #0")));
    assertTrue(told.contains("you tried to allocate 99 bytes)"), told);
    assertTrue(told.contains("ulimit -v"), told);
  }

  @Test
  void anotherFaultIsNotMemorys() {
    assertEquals(Optional.empty(), OutOfMemory.reason(new IllegalStateException("no")));
    assertEquals(Optional.empty(), OutOfMemory.reason(new IllegalStateException()));
  }

  private static String reason(Throwable thrown) {
    return OutOfMemory.reason(thrown).orElseThrow();
  }
}
