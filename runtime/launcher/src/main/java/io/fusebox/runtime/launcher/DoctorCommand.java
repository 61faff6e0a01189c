package io.fusebox.runtime.launcher;

import io.fusebox.runtime.host.Doctor;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.ModelDiagnosis;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with an installation or a model folder, and how to fix it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong with an installation and how to fix it.",
    footer = {"", "Examples:", "  fusebox doctor", "  fusebox doctor /models/SmolLM2-135M"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".fusebox",
      description = "The workspace (default: ${DEFAULT-VALUE} in the current folder).")
  private Path workspace;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL_FOLDER",
      description =
          "Say instead whether this model folder is read, as what, by which plug-in and in how much memory.")
  private @Nullable Path model;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Doctor.Diagnosis> findings =
        model == null ? new Doctor(FuseboxHome.current(), workspace).examine() : examine(model);
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

  private List<Doctor.Diagnosis> examine(Path folder) {
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), workspace)) {
      return new ModelDiagnosis(box.plugins(), folder).examine();
    }
  }
}
