package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code fusebox run} as a process, and the commands that its user types in the same folder. */
record RunningFusebox(FuseboxHome home, Path folder, Process process) implements AutoCloseable {

  /** Starts it, and waits until it can be talked to. */
  static RunningFusebox start(FuseboxHome home, Path folder) throws IOException {
    Path out = folder.resolve("run.out");
    Process process =
        FuseboxProcess.builder(home, folder, "run")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    Path door = folder.resolve(".fusebox/run/daemon.json");
    LiveHome.soon("it runs", () -> Files.exists(door) || !process.isAlive());
    assertTrue(process.isAlive(), Files.readString(out));
    return new RunningFusebox(home, folder, process);
  }

  /** Runs a command, which must succeed. */
  String command(String... arguments) {
    FuseboxProcess done = FuseboxProcess.run(home, folder, arguments);
    assertEquals(0, done.exitCode(), done::toString);
    return done.out();
  }

  /** Waits until it has said so of a pipeline or a jar. */
  void soonSays(String words) {
    Await.until(words, this::said, said -> said.contains(words));
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("run.out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
