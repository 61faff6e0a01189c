package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import io.fusebox.runtime.training.versions.WeightsVersion;
import io.fusebox.runtime.workspace.prune.Disposable;
import io.fusebox.runtime.workspace.prune.PruneKind;
import io.fusebox.runtime.workspace.prune.Pruning;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneTest {
  @TempDir Path folder;
  private Path world;
  private Fusebox box;
  private Pipeline pipeline;

  @BeforeEach
  void train() {
    world = new QuestionWorld(8, 2, 5).in(folder.resolve("world"));
    box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"));
    pipeline = box.assemble(box.spec("shapes"));
    for (int seed = 0; seed < 4; seed++) {
      train(seed, true);
    }
  }

  @AfterEach
  void close() {
    pipeline.close();
    box.close();
  }

  private Path train(int seed, boolean toItsEnd) {
    Dataset data =
        new Datasets(PluginFormat.live(box.plugins()))
            .read(DatasetSource.of(world, "train", Set.of("image")));
    TrainingPlan plan =
        new TrainingPlan(4, 1, 2, 4, 0.1, Schedule.COSINE, seed, SamplingMethod.RANDOM);
    TrainingRun run = new TrainingRun(pipeline, plan, data, box.features().hashes());
    int[] updates = new int[1];
    Trainer.Result result =
        run.train(
            box.workspace(),
            box.features(),
            ProgressListener.NONE,
            () -> !toItsEnd && updates[0]++ > 0);
    if (toItsEnd) {
      TrainingOrigin origin = new TrainingOrigin(box.pipelineFile("shapes"), world);
      versions().keep(pipeline, run, result, origin, true);
    }
    return run.stateFile(box.workspace());
  }

  private TrainedVersions versions() {
    return box.versions(pipeline.spec());
  }

  private List<Disposable> find(int newest, boolean unfinished, PruneKind... kinds) {
    return new Pruning(box.home(), box.workspace(), Duration.ZERO, newest, unfinished)
        .find(EnumSet.copyOf(List.of(kinds)));
  }

  /** Not by its place: versions of the same second are in no order. */
  private WeightsVersion versionOf(Disposable old) {
    return versions().all().stream()
        .filter(version -> old.name().contains(version.id()))
        .findFirst()
        .orElseThrow();
  }

  private Answer ask() {
    return box.ask(
            pipeline.spec(),
            Question.withText(
                Map.of(Modality.IMAGE, world.resolve("test/0.png")), "what color is the shape?"))
        .answer();
  }

  @Test
  void whatIsAnsweredWithAndTheOneBeforeStay() {
    Answer before = ask();
    assertEquals(4, versions().all().size());
    assertEquals(List.of(), find(4, false, PruneKind.VERSIONS));
    List<Disposable> old = find(0, false, PruneKind.VERSIONS);
    assertEquals(2, old.size(), old.toString());
    old.forEach(each -> assertTrue(each.delete().getAsBoolean()));
    assertEquals(2, versions().all().size());
    assertEquals(List.of(), versions().incomplete());
    assertEquals(before, ask());
    versions().activate(versions().previous(pipeline), pipeline);
  }

  @Test
  void aVersionThatIsActivatedMeanwhileIsLeftAlone() {
    List<Disposable> old = find(0, false, PruneKind.VERSIONS);
    versions().activate(versionOf(old.get(0)), pipeline);
    long gone = old.stream().filter(each -> each.delete().getAsBoolean()).count();
    assertEquals(1, gone);
    ask();
  }

  @Test
  void aVersionThatAPipelineNamesStays() throws IOException {
    Path named = versions().weights(versionOf(find(0, false, PruneKind.VERSIONS).get(0)));
    String shapes = Files.readString(box.pipelineFile("shapes"));
    Files.writeString(
        Files.createDirectories(box.workspace().pipelines()).resolve("pinned.yaml"),
        shapes + "\nweights: " + named + "\n");
    assertEquals(1, find(0, false, PruneKind.VERSIONS).size());
  }

  @Test
  void theStatesOfFinishedTrainingsGoAndThoseUnderWayStay() {
    Path interrupted = train(9, false);
    assertTrue(Files.exists(interrupted));
    List<Disposable> finished = find(0, false, PruneKind.RUNS);
    assertEquals(4, finished.size(), finished.toString());
    assertTrue(finished.stream().allMatch(each -> each.bytes() > 0));
    finished.forEach(each -> assertTrue(each.delete().getAsBoolean()));
    assertTrue(Files.exists(interrupted));
    List<Disposable> rest = find(0, true, PruneKind.RUNS);
    assertEquals(1, rest.size());
    try (ProcessLock lock = TrainingRun.tryLock(interrupted).orElseThrow()) {
      assertFalse(rest.get(0).delete().getAsBoolean(), lock + " is held");
    }
    assertTrue(rest.get(0).delete().getAsBoolean());
    assertFalse(Files.exists(interrupted));
  }

  @Test
  void featuresAreMadeAgain() {
    Answer before = ask();
    List<Disposable> features = find(0, false, PruneKind.FEATURES);
    assertTrue(features.stream().mapToLong(Disposable::files).sum() > 1, features.toString());
    features.forEach(each -> assertTrue(each.delete().getAsBoolean()));
    assertEquals(List.of(), find(0, false, PruneKind.FEATURES));
    try (Fusebox other = Fusebox.open(box.home(), box.workspace().root())) {
      assertEquals(
          before,
          other
              .ask(
                  other.spec("shapes"),
                  Question.withText(
                      Map.of(Modality.IMAGE, world.resolve("test/0.png")),
                      "what color is the shape?"))
              .answer());
    }
    assertEquals(
        List.of(),
        new Pruning(box.home(), box.workspace(), Duration.ofDays(1), 0, true)
            .find(EnumSet.allOf(PruneKind.class)));
  }
}
