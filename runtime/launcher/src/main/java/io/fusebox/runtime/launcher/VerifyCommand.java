package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.verify.CaseRunner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares with the reference implementation. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares with the reference implementation's numbers.",
      "A case is a folder: config.json, model.safetensors, inputs.safetensors, "
          + "outputs.safetensors, meta.json. Every output is compared.",
      "Exit code 1 on any FAIL, else 3 if a whole case is unsupported."
    },
    footer = {"", "Example:", "  fusebox verify golden/bart-tiny golden/vit-tiny"})
final class VerifyCommand implements Callable<Integer> {
  private static final int UNSUPPORTED = 3;

  @Mixin private FuseboxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE_DIR", arity = "1..*", description = "Folders of fixtures.")
  private List<Path> cases;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      description =
          "What the models' weights are held in: ${COMPLETION-CANDIDATES}; bfloat16 may miss by 5%%"
              + " of an output's largest number (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<OutputResult> all = new ArrayList<>();
    try (Fusebox box = options.open()) {
      CaseRunner verify = new CaseRunner(box.plugins(), precision);
      for (Path each : cases) {
        out.println(each);
        List<OutputResult> rows = run(verify, each);
        rows.forEach(row -> out.println("  " + row.line()));
        out.flush();
        all.addAll(rows);
      }
    }
    out.printf(
        "%d ok, %d FAIL, %d unsupported%n",
        count(all, Status.OK), count(all, Status.FAIL), count(all, Status.UNSUPPORTED));
    out.flush();
    return exitCode(all);
  }

  /** A case that cannot be read has failed; the others are run all the same. */
  private static List<OutputResult> run(CaseRunner verify, Path folder) {
    try {
      return verify.run(folder);
    } catch (FuseboxException e) {
      return List.of(OutputResult.failed(OutputResult.WHOLE_CASE, String.valueOf(e.getMessage())));
    }
  }

  private static int exitCode(List<OutputResult> rows) {
    if (count(rows, Status.FAIL) > 0) {
      return 1;
    }
    return rows.stream().anyMatch(OutputResult::isUnsupportedCase) ? UNSUPPORTED : 0;
  }

  private static long count(List<OutputResult> rows, Status status) {
    return rows.stream().filter(r -> r.status() == status).count();
  }
}
