package io.fusebox.runtime.itests;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The installed command line, as a user runs it: a process of its own. */
record FuseboxProcess(int exitCode, String out, String err) {

  /** Runs {@code bin/fusebox} in {@code folder} and waits for its end. */
  static FuseboxProcess run(Path folder, String... arguments) {
    return run(FuseboxHome.current(), folder, arguments);
  }

  static FuseboxProcess run(FuseboxHome home, Path folder, String... arguments) {
    return run(home, folder, Map.of(), arguments);
  }

  /** With more environment variables than those of the tests. */
  static FuseboxProcess run(
      FuseboxHome home, Path folder, Map<String, String> environment, String... arguments) {
    try {
      Path out = Files.createTempFile("fusebox", ".out");
      Path err = Files.createTempFile("fusebox", ".err");
      ProcessBuilder builder = builder(home, folder, arguments);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      int exitCode = process.waitFor();
      FuseboxProcess done =
          new FuseboxProcess(exitCode, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command as a process that is not started yet. */
  static ProcessBuilder builder(Path folder, String... arguments) {
    return builder(FuseboxHome.current(), folder, arguments);
  }

  static ProcessBuilder builder(FuseboxHome home, Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.root().resolve("bin/fusebox").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + "\n--- out\n" + out + "--- err\n" + err;
  }
}
