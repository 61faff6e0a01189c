package io.fusebox.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.FuseboxException;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.TestPlugins;
import io.fusebox.engine.Workspace;
import io.fusebox.features.FeatureStore;
import io.fusebox.report.MarkdownReport;
import io.fusebox.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private static final String YAML =
      """
      strategies: [prompting, blanks]
      shots: [4, 8]
      seeds: [0, 1]
      training: {epochs: 3, batch: 2}
      baselines: [majority, question-only]
      """;

  @TempDir Path folder;
  private Grid grid;

  @BeforeEach
  void checkGrid() {
    grid = TinyExperiment.in(folder).grid(YAML);
  }

  private Map<String, Outcome> run(String workspace, Progress progress, BooleanSupplier stop) {
    Workspace place = new Workspace(folder.resolve(workspace));
    return new Runner(
            new Assembler(new TestPlugins()),
            new FeatureStore(place.features()),
            place,
            Map.of("version.fusebox", "test"))
        .run(grid, progress, stop);
  }

  private Map<String, Outcome> whole(String workspace) {
    return run(workspace, Progress.NONE, () -> false);
  }

  private String table(Map<String, Outcome> outcomes) {
    return MarkdownReport.of(Results.of(grid, outcomes));
  }

  private List<Path> files(String workspace, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(workspace).resolve("runs"))) {
      return files.filter(f -> f.endsWith(name)).toList();
    }
  }

  @Test
  void a_finished_run_leaves_its_curve_its_scores_and_what_made_it() throws IOException {
    whole("whole");
    assertEquals(8, files("whole", "provenance.json").size());
    assertEquals(8, files("whole", "weights.safetensors").size());
    for (Path file : files("whole", "metrics.jsonl")) {
      List<String> lines = Files.readAllLines(file);
      assertTrue(lines.get(0).startsWith("{\"step\":1,\"loss\":"), lines.get(0));
      assertTrue(lines.get(lines.size() - 1).contains("\"accuracy\""), lines.toString());
    }
    String provenance = Files.readString(files("whole", "provenance.json").get(0));
    for (String word : List.of("seed=", "sampling=RANDOM", "run.data.hash", "version.fusebox")) {
      assertTrue(provenance.contains(word), provenance);
    }
  }

  @Test
  void interrupted_again_and_again_it_comes_to_the_same_table() {
    String expected = table(whole("whole"));
    Map<String, Outcome> outcomes = Map.of();
    int starts = 0;
    while (outcomes.size() < grid.distinct().size()) {
      AtomicInteger asked = new AtomicInteger();
      int patience = 3 + 2 * starts++ % 7;
      outcomes = run("parts", Progress.NONE, () -> asked.incrementAndGet() > patience);
    }
    assertTrue(starts > 5, "it was interrupted " + starts + " times");
    assertEquals(expected, table(outcomes));
  }

  @Test
  void a_finished_run_is_never_done_again() {
    Map<String, Outcome> outcomes = whole("whole");
    List<String> told = new ArrayList<>();
    assertEquals(outcomes, run("whole", (done, total, note) -> told.add(note), () -> false));
    assertEquals(List.of(), told);
  }

  @Test
  void a_run_whose_files_are_damaged_is_mended() throws IOException {
    Map<String, Outcome> outcomes = whole("whole");
    Files.writeString(files("whole", "answers.json").get(0), "[\"yes\", ");
    Files.writeString(files("whole", "metrics.jsonl").get(1), "{\"step\":1,");
    Files.writeString(files("whole", "answers.json").get(2), "[" + "\"yes\",".repeat(99) + "\"\"]");
    assertEquals(outcomes, whole("whole"));
  }

  @Test
  void a_run_that_fails_does_not_keep_the_others_from_being_done() throws IOException {
    whole("whole");
    for (Path finished : files("whole", "provenance.json")) {
      Files.delete(finished);
    }
    Path states = folder.resolve("whole/pipelines/tiny/prompting/runs");
    try (Stream<Path> damaged = Files.list(states)) {
      for (Path state : damaged.toList()) {
        Files.writeString(state, "damaged");
      }
    }
    String message = assertThrows(FuseboxException.class, () -> whole("whole")).getMessage();
    assertTrue(message.startsWith("4 runs failed"), message);
    assertTrue(message.contains("prompting, 8 shots, seed 1: "), message);
    assertEquals(4, files("whole", "provenance.json").size());
  }

  @Test
  void progress_tells_the_run_and_reaches_the_end() {
    List<String> notes = new ArrayList<>();
    long[] last = new long[2];
    run(
        "whole",
        (done, total, note) -> {
          assertTrue(done >= last[0] && done <= total, done + " of " + total + " after " + last[0]);
          last[0] = done;
          last[1] = total;
          notes.add(note);
        },
        () -> false);
    assertEquals(last[1], last[0]);
    assertTrue(notes.get(0).startsWith("run 1 of 8: prompting, 4 shots, seed 0: "), notes.get(0));
  }
}
