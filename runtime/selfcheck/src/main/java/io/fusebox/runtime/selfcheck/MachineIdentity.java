package io.fusebox.runtime.selfcheck;

import static java.util.Objects.requireNonNull;

import io.fusebox.runtime.selfcheck.kernels.SelfCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that decides whether kernels are right; findings are kept under it.
 *
 * @param processor its model, for people
 * @param library its name and version
 * @param settings variables with which the user chooses the library's kernels, as they are set
 * @param identity everything that is known of the processor, the library's version, the settings
 *     that change its kernels, and the check's own version
 */
record MachineIdentity(
    String processor, String library, Map<String, String> settings, String identity) {
  MachineIdentity {
    settings = Map.copyOf(settings);
  }

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** Lines of a processor that differ between its cores or from moment to moment are not here. */
  private static final Set<String> OF_THE_MODEL =
      Set.of(
          "vendor_id",
          "cpu family",
          "model",
          "model name",
          "stepping",
          "microcode",
          "flags",
          "CPU implementer",
          "CPU architecture",
          "CPU variant",
          "CPU part",
          "CPU revision",
          "Features");

  /** Variables with which a user chooses kernels. */
  private static final List<String> SETTINGS =
      List.of(
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA",
          "ATEN_CPU_CAPABILITY",
          "MKL_ENABLE_INSTRUCTIONS",
          "MKL_CBWR",
          "MKL_DEBUG_CPU_TYPE");

  /**
   * This machine.
   *
   * @param library name and version of the library
   */
  static MachineIdentity current(String library) {
    Map<String, String> parts = new TreeMap<>(processorParts());
    String processor = requireNonNull(parts.getOrDefault("model name", parts.get("os.arch")));
    Map<String, String> settings = new TreeMap<>(System.getenv());
    settings.keySet().retainAll(SETTINGS);
    parts.putAll(settings);
    parts.put("library", library);
    parts.put("check", String.valueOf(SelfCheck.VERSION));
    String identity =
        parts.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining("; "));
    return new MachineIdentity(processor, library, settings, identity);
  }

  private static Map<String, String> processorParts() {
    Map<String, String> parts = new TreeMap<>();
    parts.put("os.arch", System.getProperty("os.arch"));
    parts.put("os.name", System.getProperty("os.name"));
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      parts.put("model name", windows);
    }
    try (BufferedReader lines = Files.newBufferedReader(CPUINFO)) {
      for (String line = lines.readLine();
          line != null && !line.isBlank();
          line = lines.readLine()) {
        String[] field = line.split("\\s*:\\s*", 2);
        if (field.length == 2 && OF_THE_MODEL.contains(field[0])) {
          parts.put(field[0], field[1].strip());
        }
      }
    } catch (IOException e) {
      // Not Linux: the architecture is all that is known.
    }
    return parts;
  }
}
