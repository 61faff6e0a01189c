package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of checking a machine.
 *
 * @param wrong the kernels that are wrong as the library comes
 * @param limit under which all are right; {@link InstructionSetLimit#NONE} alongside wrong kernels:
 *     none was found
 * @param failed the kernels that gave no result: nothing is known of them
 */
public record Verdict(
    List<KernelFinding> wrong, InstructionSetLimit limit, List<KernelFinding> failed) {
  private static final int NAMED = 3;

  public Verdict {
    wrong = List.copyOf(wrong);
    failed = List.copyOf(failed);
  }

  /** Whether every kernel is right, or is so under the limit. */
  public boolean good() {
    return wrong.isEmpty() || limit != InstructionSetLimit.NONE;
  }

  /** Kernels in words, the first of them with what is wrong. */
  static String described(List<KernelFinding> findings) {
    String named =
        findings.stream()
            .limit(NAMED)
            .map(f -> "%s (%s)".formatted(f.kernel(), f.detail()))
            .collect(Collectors.joining("; "));
    int more = findings.size() - NAMED;
    return more > 0 ? named + "; and " + more + " more" : named;
  }
}
