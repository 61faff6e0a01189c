package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Doctor;
import io.fusebox.runtime.host.FuseboxHome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong and how to fix it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong with an installation and how to fix it.",
    footer = {"", "Example:", "  fusebox doctor"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".fusebox",
      description = "The workspace (default: ${DEFAULT-VALUE} in the current folder).")
  private Path workspace;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Doctor.Diagnosis> findings = new Doctor(FuseboxHome.current(), workspace).examine();
    for (Doctor.Diagnosis finding : findings) {
      out.printf(
          "%-5s %-9s %s%n", finding.good() ? "ok" : "WRONG", finding.part(), finding.found());
      if (!finding.good()) {
        out.printf("%-15s fix: %s%n", "", finding.remedy());
      }
    }
    out.flush();
    return findings.stream().allMatch(Doctor.Diagnosis::good) ? 0 : 1;
  }
}
