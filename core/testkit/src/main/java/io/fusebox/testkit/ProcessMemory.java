package io.fusebox.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process uses. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Bytes of the Java heap in use, after a collection. */
  public static long heap() {
    collect();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Lets the collector find class loaders too: one run frees what the last one made reachable. */
  public static void collect() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
  }

  /** Bytes of the whole process; 0 where the system does not say. */
  public static long resident() {
    try {
      return Files.exists(STATUS)
          ? Files.readAllLines(STATUS).stream()
              .filter(l -> l.startsWith("VmRSS:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
              .findFirst()
              .orElse(0)
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes outside the Java heap: native memory, where tensors are. */
  public static long nativeBytes() {
    MemoryMXBean java = ManagementFactory.getMemoryMXBean();
    return resident() - java.getHeapMemoryUsage().getCommitted();
  }
}
