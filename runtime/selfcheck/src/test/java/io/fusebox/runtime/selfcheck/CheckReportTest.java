package io.fusebox.runtime.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.selfcheck.kernels.KernelFinding;
import io.fusebox.runtime.selfcheck.kernels.KernelFinding.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckReportTest {
  private static final String ASKED = "fusebox-check\tASK\tlinear\n";
  private static final String RIGHT = ASKED + "fusebox-check\tRIGHT\tlinear\t\n";
  private static final KernelFinding LINEAR = new KernelFinding("linear", Status.RIGHT, "");

  private static Optional<List<KernelFinding>> read(String lines, int exitCode) throws IOException {
    return CheckReport.read(new BufferedReader(new StringReader(lines))).findings(exitCode);
  }

  @Test
  void linesOfOthersArePassedOver() throws IOException {
    String lines = "onednn_verbose,v1,info\n" + RIGHT + "\nfusebox-check\tEND\n";
    assertEquals(Optional.of(List.of(LINEAR)), read(lines, 0));
  }

  @Test
  void aKernelThatCrashesTheProcessIsWrong() throws IOException {
    String lines = RIGHT + "fusebox-check\tASK\tconv1d\n";
    KernelFinding crashed =
        new KernelFinding("conv1d", Status.WRONG, "it ended the process with exit code 134");
    assertEquals(Optional.of(List.of(LINEAR, crashed)), read(lines, 134));
  }

  @Test
  void aProcessThatWasKilledSaysNothingOfItsKernel() throws IOException {
    KernelFinding killed =
        KernelFinding.failed("linear", "it ended the process with exit code 137");
    assertEquals(Optional.of(List.of(killed)), read(ASKED, 137));
  }

  @Test
  void aProcessThatAskedNothingHasNoReport() throws IOException {
    assertEquals(Optional.empty(), read("Error: Could not find or load main class\n", 1));
  }
}
