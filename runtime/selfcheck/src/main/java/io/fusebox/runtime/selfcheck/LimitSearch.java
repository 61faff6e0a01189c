package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the library, and if kernels are wrong, asks again under one limit after another.
 *
 * @param settings what the user has chosen of the library's kernels: it is never changed
 */
record LimitSearch(NumericLibrary library, Map<String, String> settings) {

  Verdict run() {
    List<KernelFinding> found =
        library.askElsewhere(InstructionSetLimit.NONE).orElseGet(library::askHere);
    List<KernelFinding> wrong = KernelFinding.wrong(found);
    if (wrong.isEmpty()) {
      return new Verdict(wrong, InstructionSetLimit.NONE, KernelFinding.failed(found));
    }
    for (InstructionSetLimit limit : limits()) {
      Optional<List<KernelFinding>> limited = library.askElsewhere(limit);
      if (limited.isEmpty()) { // It cannot be tried now; anyone who applies it asks again.
        return new Verdict(wrong, limit, KernelFinding.failed(found));
      } else if (KernelFinding.wrong(limited.get()).isEmpty()) {
        return new Verdict(wrong, limit, KernelFinding.failed(limited.get()));
      }
    }
    return new Verdict(wrong, InstructionSetLimit.NONE, KernelFinding.failed(found));
  }

  private List<InstructionSetLimit> limits() {
    return Arrays.stream(InstructionSetLimit.values())
        .filter(limit -> limit != InstructionSetLimit.NONE && limit.respects(settings))
        .toList();
  }

  /** Advice for a user whose machine no limit fixes. */
  String advice() {
    if (!settings.isEmpty()) {
      String chosen =
          settings.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
      return "The environment has %s: unset it, or set %s"
          .formatted(chosen, InstructionSetLimit.ONEDNN_AVX2.words());
    }
    return "Older instructions do not fix it: use another machine or another version of the library";
  }
}
