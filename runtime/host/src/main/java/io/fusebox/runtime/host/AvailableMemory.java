package io.fusebox.runtime.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that a program could still take. */
final class AvailableMemory {
  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final String LINE = "MemAvailable:";

  private AvailableMemory() {}

  /**
   * In bytes: of the container if there is one, else of the machine. Linux counts what it would
   * give up of its file cache; Java alone does not.
   */
  static long bytes() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.min(system.getTotalMemorySize(), machine(system));
  }

  private static long machine(OperatingSystemMXBean system) {
    try {
      return Files.readAllLines(LINUX).stream()
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(digits -> Long.parseLong(digits) << 10)
          .findFirst()
          .orElseGet(system::getFreeMemorySize);
    } catch (IOException e) {
      return system.getFreeMemorySize();
    }
  }
}
