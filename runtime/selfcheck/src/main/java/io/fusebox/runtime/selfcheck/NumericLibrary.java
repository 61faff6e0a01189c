package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import java.util.List;
import java.util.Optional;

/** The numerical library, as it can be asked and limited. */
interface NumericLibrary {
  /**
   * Asks every kernel in a process of its own.
   *
   * @return nothing when no such process could be made to answer
   */
  Optional<List<KernelFinding>> askElsewhere(InstructionSetLimit limit);

  /** Asks every kernel in this process. */
  List<KernelFinding> askHere();

  /** Asks these kernels in this process. */
  List<KernelFinding> askHere(List<String> kernels);

  /** Limits the library in this process, if it has not yet chosen its instructions. */
  void limit(InstructionSetLimit limit);
}
