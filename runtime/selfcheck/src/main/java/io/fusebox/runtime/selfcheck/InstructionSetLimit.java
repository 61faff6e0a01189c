package io.fusebox.runtime.selfcheck;

import java.util.Map;
import java.util.stream.Collectors;

/** Instructions that the library may use at most: older ones have been in use for longer. */
public enum InstructionSetLimit {
  /** Whatever the processor offers. */
  NONE(Map.of()),
  /** oneDNN's kernels, the convolutions, keep to AVX2. */
  ONEDNN_AVX2(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")),
  /** So do PyTorch's own and MKL's. */
  ALL_AVX2(
      Map.of(
          "ONEDNN_MAX_CPU_ISA", "AVX2",
          "ATEN_CPU_CAPABILITY", "avx2",
          "MKL_ENABLE_INSTRUCTIONS", "AVX2"));

  private final Map<String, String> variables;

  InstructionSetLimit(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Environment variables that the library reads before its first kernel runs. */
  public Map<String, String> variables() {
    return variables;
  }

  /** Whether it leaves alone what the user has chosen. */
  boolean respects(Map<String, String> environment) {
    return variables.keySet().stream()
        .noneMatch(
            name ->
                environment.containsKey(name)
                    || environment.containsKey(name.replace("ONEDNN", "DNNL")));
  }

  /** As it is written in front of a command. */
  public String words() {
    return variables.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(java.util.Comparator.reverseOrder()))
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }
}
