package io.fusebox.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a benchmark ran on.
 *
 * @param cpu as the operating system calls it
 */
record Machine(String cpu) {
  /** This one; JMH's results do not say. */
  static Machine here() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return new Machine(
          lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElseGet(Machine::architecture));
    } catch (IOException e) {
      return new Machine(architecture()); // another operating system
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }

  /** One sentence for each precision's peak. */
  String described(MeasuredResults measured) {
    return "%s, %.0f threads, Java %s.%nPeak in this run: %s float32, %s bfloat16 (medians).%n"
        .formatted(
            cpu,
            measured.median("cores", null).orElse(0),
            measured.java(),
            peak(measured, "FLOAT32"),
            peak(measured, "BFLOAT16"));
  }

  private static String peak(MeasuredResults measured, String precision) {
    OptionalDouble peak = measured.median("peak", precision);
    return peak.isPresent()
        ? String.format(Locale.ROOT, "%,.0f GFLOP/s", peak.getAsDouble())
        : "none";
  }
}
