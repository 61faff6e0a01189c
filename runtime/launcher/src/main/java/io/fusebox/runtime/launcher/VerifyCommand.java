package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.reference.Row;
import io.fusebox.api.reference.Row.Status;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.verify.Verify;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private BoxOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE_DIR", arity = "1..*", description = "Folders of fixtures.")
  private List<Path> cases;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Row> all = new ArrayList<>();
    try (Fusebox box = options.open()) {
      Verify verify = new Verify(box.plugins());
      for (Path each : cases) {
        out.println(each);
        List<Row> rows = run(verify, each);
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
  private static List<Row> run(Verify verify, Path folder) {
    try {
      return verify.run(folder);
    } catch (FuseboxException e) {
      return List.of(Row.failed(Row.WHOLE_CASE, e.getMessage()));
    }
  }

  private static int exitCode(List<Row> rows) {
    if (count(rows, Status.FAIL) > 0) {
      return 1;
    }
    return rows.stream().anyMatch(Row::isUnsupportedCase) ? UNSUPPORTED : 0;
  }

  private static long count(List<Row> rows, Status status) {
    return rows.stream().filter(r -> r.status() == status).count();
  }
}
