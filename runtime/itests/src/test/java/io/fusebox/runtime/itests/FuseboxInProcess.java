package io.fusebox.runtime.itests;

import io.fusebox.runtime.launcher.FuseboxCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** The command line in the tests' own process: for commands that need none of their own. */
final class FuseboxInProcess {
  private FuseboxInProcess() {}

  /**
   * Runs a command in the workspace of {@code folder}. Files are named by absolute paths: the
   * current folder is the tests'.
   */
  static FuseboxProcess run(Path folder, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        FuseboxCommand.execute(
            folder.resolve(".fusebox"), new PrintWriter(out), new PrintWriter(err), arguments);
    return new FuseboxProcess(exitCode, out.toString(), err.toString());
  }
}
