package io.fusebox.runtime.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.selfcheck.kernels.ForcedFault;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding.Status;
import io.fusebox.runtime.selfcheck.kernels.SelfCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckProcessTest {
  /** Instructions that every machine has right, or this test says which it has not. */
  @Test
  void everyKernelAgreesWithPlainJavaInAProcessOfItsOwn() {
    List<KernelFinding> found = new CheckProcess().ask(InstructionSetLimit.ALL_AVX2).orElseThrow();
    assertEquals(List.of(), found.stream().filter(f -> f.status() != Status.RIGHT).toList());
    assertEquals(
        SelfCheck.standard(ForcedFault.NONE).names(),
        found.stream().map(KernelFinding::kernel).toList());
  }
}
