package io.fusebox.runtime.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The memory of this process, for the log: models are outside Java's heap, where Spark's own
 * figures do not see them.
 *
 * @param residentMb what the process has in memory; 0 where the system does not say
 * @param heapMb how much of it Java's heap may become
 */
record ResidentMemory(long residentMb, long heapMb) {
  private static final Path STATUS = Path.of("/proc/self/status");

  static ResidentMemory now() {
    return new ResidentMemory(resident() >> 10, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static long resident() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "%d MB resident, Java's heap at most %d MB".formatted(residentMb, heapMb);
  }
}
