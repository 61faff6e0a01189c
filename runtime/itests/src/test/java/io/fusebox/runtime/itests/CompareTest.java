package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments with the embedded models and the real bundles. */
class CompareTest {
  private static final int KILLS = 10;
  private static final int MOST_LINES = 4;

  @TempDir Path folder;

  @BeforeEach
  void writeExperiment() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        data: {limit: 24}
        strategies: [promptfuse]
        shots: [8, 16]
        seeds: [0, 1]
        training: {epochs: 3, batch: 8}
        ablations: {prompt-length: [3]}
        """);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String report(String workspace) throws IOException {
    FuseboxProcess done =
        FuseboxInProcess.run(folder, "compare", file("tiny.yaml"), "--workspace", file(workspace));
    assertEquals(0, done.exitCode(), done::toString);
    Path reports = folder.resolve(workspace).resolve("reports/tiny");
    assertTrue(Files.size(reports.resolve("report.html")) > 10_000);
    return Files.readString(reports.resolve("report.md"));
  }

  /** Kills the command at some point of its progress; true when it was not over yet. */
  private boolean kill(Random random) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Files.deleteIfExists(err);
    Process process =
        FuseboxProcess.builder(folder, "compare", "tiny.yaml", "--workspace", "killed")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    int last = 1 + random.nextInt(MOST_LINES);
    Await.until(last + " lines", () -> lines(err), n -> n >= last || !process.isAlive());
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor(); // SIGKILL: nothing can be saved any more
    return alive;
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void killedTenTimesItComesToTheTableOfAnUninterruptedRun()
      throws IOException, InterruptedException {
    Random random = new Random(11);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      killed += kill(random) ? 1 : 0;
    }
    assertTrue(killed > 0, "it was always over before it could be killed");
    assertEquals(report("whole"), report("killed"));
  }

  @Test
  void aMisspeltStrategyIsRefusedBeforeAnythingRuns() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "strategies: [promptfuse, blindpromt]\n");
    FuseboxProcess done = FuseboxInProcess.run(folder, "compare", file("bad.yaml"));
    assertEquals(1, done.exitCode(), done::toString);
    assertTrue(done.err().contains("did you mean blindprompt?"), done::toString);
    assertTrue(Files.notExists(folder.resolve(".fusebox/runs")));
  }

  @Test
  void aDryRunListsTheRunsAndDoesNone() {
    FuseboxProcess done = FuseboxInProcess.run(folder, "compare", file("tiny.yaml"), "--dry-run");
    assertEquals(0, done.exitCode(), done::toString);
    // NoPrompt once; BlackImage, PromptFuse and its ablation with two shots and two seeds.
    assertTrue(done.out().contains("13 runs, 24 test questions each"), done::toString);
    assertTrue(Files.notExists(folder.resolve(".fusebox/runs")));
  }

  @Test
  void freshDoesFinishedRunsAnew() throws IOException {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "data: {limit: 2}\n"
            + "strategies: [promptfuse]\n"
            + "shots: [2]\n"
            + "training: {epochs: 1, batch: 2}\n");
    report("fresh");
    Map<Path, String> answers = answers();
    assertFalse(answers.isEmpty());
    for (Path file : answers.keySet()) {
      Files.writeString(file, "{\"format\": 1, \"answers\": [\"changed\", \"changed\"]}");
    }
    FuseboxProcess done =
        FuseboxInProcess.run(
            folder, "compare", file("tiny.yaml"), "--workspace", file("fresh"), "--fresh");
    assertEquals(0, done.exitCode(), done::toString);
    assertEquals(answers, answers());
  }

  private Map<Path, String> answers() throws IOException {
    Map<Path, String> answers = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("fresh/runs"))) {
      for (Path file : files.filter(f -> f.endsWith("answers.json")).toList()) {
        answers.put(file, Files.readString(file));
      }
    }
    return answers;
  }
}
