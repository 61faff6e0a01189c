package io.fusebox.runtime.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.experiments.report.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {
  private static final String YAML =
      """
      strategies: [prompting, blanks]
      shots: [4, 8]
      seeds: [0, 1]
      training: {epochs: 3, batch: 2}
      baselines: [majority, question-only]
      """;

  @TempDir Path folder;
  private ExperimentGrid grid;

  @BeforeEach
  void checkGrid() {
    grid = TinyExperiment.in(folder).grid(YAML);
  }

  private Map<String, RunOutcome> run(
      String workspace, ProgressListener progress, BooleanSupplier stop) {
    return runner(workspace).run(grid, progress, stop);
  }

  private ExperimentRunner runner(String workspace) {
    Workspace place = new Workspace(folder.resolve(workspace));
    return new ExperimentRunner(
        new Assembler(new TestPlugins()),
        new FeatureStore(place.features()),
        place,
        Map.of("version.fusebox", "test"));
  }

  private Map<String, RunOutcome> whole(String workspace) {
    return run(workspace, ProgressListener.NONE, () -> false);
  }

  private String table(Map<String, RunOutcome> outcomes) {
    return MarkdownReport.of(ExperimentResults.of(grid, outcomes));
  }

  private List<Path> files(String workspace, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(workspace).resolve("runs"))) {
      return files.filter(f -> f.endsWith(name)).toList();
    }
  }

  @Test
  void aFinishedRunLeavesItsCurveItsScoresAndWhatMadeIt() throws IOException {
    whole("whole");
    assertEquals(8, files("whole", "provenance.json").size());
    assertEquals(8, files("whole", "weights.safetensors").size());
    for (Path file : files("whole", "metrics.jsonl")) {
      List<String> lines = Files.readAllLines(file);
      assertTrue(lines.get(0).startsWith("{\"step\":1,\"loss\":"), lines.get(0));
      assertTrue(lines.get(lines.size() - 1).contains("\"accuracy\""), lines.toString());
    }
    String provenance = Files.readString(files("whole", "provenance.json").get(0));
    for (String word :
        List.of(
            "run.plan.seed", "\"random\"", "run.data.hash", "run.data.name", "version.fusebox")) {
      assertTrue(provenance.contains(word), provenance);
    }
  }

  @Test
  void interruptedAgainAndAgainItComesToTheSameTable() {
    String expected = table(whole("whole"));
    Map<String, RunOutcome> outcomes = Map.of();
    int starts = 0;
    while (outcomes.size() < grid.distinct().size()) {
      AtomicInteger asked = new AtomicInteger();
      int patience = 3 + 2 * starts++ % 7;
      outcomes = run("parts", ProgressListener.NONE, () -> asked.incrementAndGet() > patience);
    }
    assertTrue(starts > 5, "it was interrupted " + starts + " times");
    assertEquals(expected, table(outcomes));
  }

  @Test
  void aFinishedRunIsNeverDoneAgain() {
    Map<String, RunOutcome> outcomes = whole("whole");
    List<String> told = new ArrayList<>();
    assertEquals(outcomes, run("whole", (done, total, note) -> told.add(note), () -> false));
    assertEquals(List.of(), told);
  }

  @Test
  void toldToStartAfreshItDoesEveryRunAgainToTheSameOutcomes() throws IOException {
    Map<String, RunOutcome> outcomes = whole("whole");
    for (Path answers : files("whole", "answers.json")) {
      Files.writeString(answers, "{\"format\":1,\"answers\":[\"x\"" + ",\"x\"".repeat(7) + "]}");
    }
    assertNotEquals(outcomes, whole("whole"), "what was finished is believed");
    assertEquals(outcomes, runner("whole").runAfresh(grid, ProgressListener.NONE, () -> false));
    assertEquals(outcomes, whole("whole"), "the new runs have the old ones' places");
    assertEquals(8, files("whole", "provenance.json").size());
    assertFalse(Files.exists(folder.resolve("whole/fresh/tiny-experiment")));
  }

  @Test
  void untilAllAreDoneAfreshTheOldRunsStay() throws IOException {
    Map<String, RunOutcome> outcomes = whole("whole");
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier soon = () -> asked.incrementAndGet() > 20;
    assertTrue(
        runner("whole").runAfresh(grid, ProgressListener.NONE, soon).size() < outcomes.size());
    List<String> told = new ArrayList<>();
    assertEquals(outcomes, run("whole", (done, total, note) -> told.add(note), () -> false));
    assertEquals(List.of(), told);
    assertEquals(outcomes, runner("whole").runAfresh(grid, ProgressListener.NONE, () -> false));
  }

  @Test
  void whatDecidesARunMakesAnotherOneOfItWhenItChanges() throws IOException {
    Set<String> before = grid.distinct().keySet();
    TinyExperiment same = new TinyExperiment(new TinyHome(folder));
    Files.writeString(folder.resolve("bart/README.md"), "decides nothing");
    assertEquals(before, same.grid(YAML).distinct().keySet());
    Files.move(folder.resolve("0.bin"), folder.resolve("x.bin"));
    Files.move(folder.resolve("3.bin"), folder.resolve("0.bin"));
    Files.move(folder.resolve("x.bin"), folder.resolve("3.bin"));
    assertTrue(Collections.disjoint(before, same.grid(YAML).distinct().keySet()), "other data");
    Files.move(folder.resolve("0.bin"), folder.resolve("x.bin"));
    Files.move(folder.resolve("3.bin"), folder.resolve("0.bin"));
    Files.move(folder.resolve("x.bin"), folder.resolve("3.bin"));
    assertEquals(before, same.grid(YAML).distinct().keySet(), "the same data again");
    Files.writeString(folder.resolve("bart/added_tokens.json"), "{}");
    assertTrue(Collections.disjoint(before, same.grid(YAML).distinct().keySet()), "other tokens");
  }

  @Test
  void aRunOfALaterFuseboxIsNeitherTakenNorWrittenOver() throws IOException {
    whole("whole");
    Path provenance = files("whole", "provenance.json").get(0);
    String later = Files.readString(provenance).replaceAll("\"format\" : 1", "\"format\" : 2");
    Files.writeString(provenance, later);
    String message = assertThrows(FuseboxException.class, () -> whole("whole")).getMessage();
    assertTrue(message.contains("provenance.json was written by a later Fusebox"), message);
    assertEquals(later, Files.readString(provenance));
  }

  @Test
  void aRunWhoseFilesAreDamagedIsMended() throws IOException {
    Map<String, RunOutcome> outcomes = whole("whole");
    Files.writeString(
        files("whole", "answers.json").get(0), "{\"format\":1,\"answers\":[\"yes\", ");
    Files.writeString(files("whole", "metrics.jsonl").get(1), "{\"step\":1,");
    Files.writeString(
        files("whole", "answers.json").get(2),
        "{\"format\":1,\"answers\":[" + "\"yes\",".repeat(99) + "\"\"]}");
    assertEquals(outcomes, whole("whole"));
  }

  @Test
  void aRunThatFailsDoesNotKeepTheOthersFromBeingDone() throws IOException {
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
  void progressTellsTheRunAndReachesTheEnd() {
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
