package io.fusebox.runtime.training.versions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedVersionsTest {
  @TempDir Path folder;
  private TinyHome home;
  private Workspace workspace;
  private Pipeline pipeline;

  @BeforeEach
  void assemble() {
    home = TinyHome.in(folder);
    workspace = new Workspace(folder.resolve("workspace"));
    pipeline = home.assemble();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private TrainedVersions versions() {
    return TrainedVersions.of(workspace, pipeline.spec());
  }

  private SavedVersion train(Pipeline trained, int steps, boolean activate) {
    TrainingRun training = training(trained, steps);
    FeatureStore store = new FeatureStore(workspace.features());
    Trainer.Result result = training.train(workspace, store, ProgressListener.NONE, () -> false);
    return TrainedVersions.of(workspace, trained.spec())
        .keep(
            trained,
            training,
            result,
            new TrainingOrigin(folder.resolve(trained.spec().name() + ".yaml"), folder),
            activate);
  }

  private TrainingRun training(Pipeline trained, int steps) {
    TrainingPlan plan =
        new TrainingPlan(0, 1, steps, 4, 0, Schedule.COSINE, 0, SamplingMethod.RANDOM);
    Dataset data = Dataset.of("tiny", folder, home.examples());
    return new TrainingRun(trained, plan, data, new InputHashes());
  }

  private SavedVersion train(int steps) {
    return train(pipeline, steps, false);
  }

  private byte[] live() {
    return bytes(workspace.weights(pipeline.spec()));
  }

  private byte[] bytes(WeightsVersion version) {
    return bytes(versions().weights(version));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answering() {
    return versions().active(pipeline).orElseThrow().id();
  }

  /** Another file of the same name, elsewhere. */
  private Pipeline other(String lines) throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path file =
        Files.writeString(
            elsewhere.resolve("tiny.yaml"),
            "plm: ../bart\nmodalities:\n  image: {encoder: bytes}\n" + lines + "\n");
    return new Assembler(new TestPlugins()).assemble(PipelineFile.read(file, folder));
  }

  @Test
  void theFirstTrainingIsAnsweredWithAndSaysWhatItCameOf() {
    SavedVersion kept = train(2);
    assertTrue(kept.isActive());
    assertEquals(workspace.weights(pipeline.spec()), kept.live());
    assertArrayEquals(bytes(kept.version()), live());
    WeightsVersion version = versions().all().get(0);
    assertEquals(kept.version(), version);
    assertEquals(8, version.examples());
    assertEquals(2, version.updates());
    assertEquals("tiny", version.dataName());
    assertEquals(folder.resolve("tiny.yaml").toString(), version.pipelineFile());
    assertTrue(version.plan().contains("2"), version.plan());
    assertTrue(version.loss() > 0);
  }

  @Test
  void aSecondTrainingIsKeptAndChangesNothing() {
    SavedVersion first = train(2);
    byte[] before = live();
    SavedVersion second = train(3);
    assertFalse(second.isActive());
    assertEquals(first.version(), second.answering().orElseThrow());
    assertArrayEquals(before, live());
    assertEquals(List.of(first.version(), second.version()), byUpdates());
  }

  private List<WeightsVersion> byUpdates() {
    return versions().all().stream()
        .sorted(Comparator.comparingLong(WeightsVersion::updates))
        .toList();
  }

  @Test
  void itIsAnsweredWithWhenThatIsAskedForAndTheFirstOneIsNotLost() {
    SavedVersion first = train(2);
    byte[] before = live();
    SavedVersion second = train(pipeline, 3, true);
    assertTrue(second.isActive());
    assertArrayEquals(bytes(second.version()), live());
    assertArrayEquals(before, bytes(first.version()));
  }

  @Test
  void theSameTrainingIsTheSameVersion() throws IOException {
    SavedVersion first = train(2);
    SavedVersion again = train(2);
    assertEquals(first.version(), again.version());
    assertEquals(1, versions().all().size());
    try (Stream<Path> left = Files.walk(workspace.training(pipeline.spec()).resolve("versions"))) {
      assertEquals(
          1, left.filter(f -> f.getFileName().toString().equals("weights.safetensors")).count());
    }
  }

  @Test
  void theSameTrainingIsRefusedWhileItIsUnderWay() {
    TrainingRun training = training(pipeline, 2);
    FeatureStore store = new FeatureStore(workspace.features());
    List<String> refusals = new ArrayList<>();
    training.train(
        workspace,
        store,
        ProgressListener.NONE,
        () -> {
          refusals.add(
              assertThrows(
                      FuseboxException.class,
                      () -> training.train(workspace, store, ProgressListener.NONE, () -> false))
                  .getMessage());
          assertThrows(FuseboxException.class, () -> training.forget(workspace));
          return false;
        });
    assertTrue(refusals.get(0).contains("under way in this process"), refusals.toString());
    assertTrue(train(2).isActive());
  }

  @Test
  void goingBackCanBeTakenBack() {
    WeightsVersion first = train(2).version();
    WeightsVersion second = train(pipeline, 3, true).version();
    versions().activate(versions().previous(pipeline), pipeline);
    assertEquals(first.id(), answering());
    assertArrayEquals(bytes(first), live());
    versions().activate(versions().previous(pipeline), pipeline);
    assertEquals(second.id(), answering());
    versions().activate(second, pipeline);
    assertEquals(first, versions().previous(pipeline), "activating what is active is no change");
  }

  @Test
  void withoutAVersionBeforeThereIsNoWayBack() {
    train(2);
    train(3);
    String message =
        assertThrows(FuseboxException.class, () -> versions().previous(pipeline)).getMessage();
    assertTrue(message.contains("fusebox versions"), message);
  }

  @Test
  void weightsFromBeforeThereWereVersionsAnswerAndAreKeptWhenOthersAreActivated()
      throws IOException {
    Path file = workspace.weights(pipeline.spec());
    WeightFile.save(
        file, pipeline, WeightValues.initial(pipeline, 5), Map.of("run.data.name", "old"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-01-02T03:04:05Z")));
    byte[] old = live();
    WeightsVersion listed = versions().entries().get(0).version();
    assertTrue(listed.id().startsWith("2025-01-02T03-04-05Z-"), listed.id());
    assertEquals("old", listed.dataName());
    assertTrue(versions().entries().get(0).active());
    assertFalse(train(2).isActive(), "the old weights answer");
    assertArrayEquals(old, live());
    assertTrue(train(pipeline, 2, true).isActive());
    assertArrayEquals(old, bytes(versions().byName(listed.id())));
    versions().activate(versions().previous(pipeline), pipeline);
    assertArrayEquals(old, live());
  }

  @Test
  void anotherPipelineOfTheSameNameHasWeightsOfItsOwn() throws IOException {
    SavedVersion first = train(2);
    byte[] before = live();
    try (Pipeline other = other("strategy: {id: prompting, prompt-length: 2}")) {
      assertEquals(pipeline.spec().name(), other.spec().name());
      assertThrows(
          FuseboxException.class, () -> TrainedVersions.of(workspace, other.spec()).load(other));
      SavedVersion second = train(other, 2, false);
      assertTrue(second.isActive());
      assertFalse(second.live().equals(first.live()));
      assertArrayEquals(before, live());
      assertEquals(first.version().id(), answering());
      assertEquals(second.version(), versions().active(other).orElseThrow());
      assertThrows(FuseboxException.class, () -> versions().activate(first.version(), other));
      assertEquals(
          2, versions().entries().stream().filter(TrainedVersions.VersionEntry::active).count());
    }
  }

  @Test
  void aFileThatMovesKeepsItsWeights() throws IOException {
    SavedVersion first = train(2);
    try (Pipeline moved = other("strategy: prompting")) {
      assertEquals(
          first.version(), TrainedVersions.of(workspace, moved.spec()).active(moved).orElseThrow());
      assertFalse(train(moved, 3, false).isActive());
    }
  }

  @Test
  void weightsThatAPipelinesFileNamesAreLeftAlone() throws IOException {
    SavedVersion first = train(2);
    Path named = folder.resolve("mine.safetensors");
    Files.copy(first.live(), named);
    byte[] before = bytes(named);
    try (Pipeline naming = other("strategy: prompting\nweights: ../mine.safetensors")) {
      SavedVersion kept = train(naming, 3, false);
      assertFalse(kept.isActive());
      assertEquals(named, kept.live());
      String message =
          assertThrows(FuseboxException.class, () -> train(naming, 3, true)).getMessage();
      assertTrue(message.contains("names as 'weights'"), message);
    }
    assertArrayEquals(before, bytes(named));
  }

  @Test
  void readingWritesNothing() throws IOException {
    Path file = workspace.weights(pipeline.spec());
    WeightFile.save(file, pipeline, WeightValues.initial(pipeline, 5), Map.of());
    versions().load(pipeline);
    versions().entries();
    versions().active(pipeline);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void scoresAreNotedWithTheVersionThatWasMeasured() {
    WeightsVersion first = train(2).version();
    versions().recordScore(first, new VersionScore("tiny", "hash", 8, 0.25));
    versions().recordScore(first, new VersionScore("tiny", "hash", 8, 0.5));
    versions().recordScore(first, new VersionScore("other", "hash2", 4, 1));
    assertEquals(
        List.of("50.0 % of 8 questions of tiny", "100.0 % of 4 questions of other"),
        versions().scores(first).stream().map(VersionScore::toString).toList());
  }

  @Test
  void aVersionIsCalledByItsIdItsBeginningOrItsEnd() {
    WeightsVersion version = train(2).version();
    assertEquals(version, versions().byName(version.id()));
    assertEquals(version, versions().byName(version.id().substring(0, 12)));
    assertEquals(version, versions().byName(version.digest().substring(0, 8)));
    train(3);
    assertThrows(FuseboxException.class, () -> versions().byName("20"));
    assertThrows(FuseboxException.class, () -> versions().byName("nope"));
  }

  @Test
  void whatAKilledProcessLeftIsNoVersionButIsListed() throws IOException {
    WeightsVersion version = train(2).version();
    Path about = versions().weights(version).resolveSibling("version.json");
    Files.delete(about);
    assertEquals(List.of(), versions().all());
    assertEquals(List.of(about.getParent()), versions().incomplete());
    assertTrue(train(2).isActive(), "it answers, whether it is kept or not");
  }

  @Test
  void whatALaterFuseboxKeptIsRefusedByItsFormat() throws IOException {
    SavedVersion kept = train(2);
    Path about = versions().weights(kept.version()).resolveSibling("version.json");
    Path active = kept.live().resolveSibling("active.json");
    Path scores = about.resolveSibling("scores.json");
    versions().recordScore(kept.version(), new VersionScore("tiny", "hash", 8, 0.25));
    for (Path file : List.of(scores, active, about)) {
      String json = Files.readString(file);
      Files.writeString(file, json.replace("\"format\" : 1", "\"format\" : 999"));
      String message =
          assertThrows(FuseboxException.class, () -> readAll(kept.version())).getMessage();
      assertTrue(message.startsWith(file + " was written by a later Fusebox"), message);
      assertEquals(1, TrainedVersions.in(workspace).size(), "others are listed all the same");
      Files.writeString(file, json);
    }
    readAll(kept.version());
  }

  /** Reads every file that is kept of a version. */
  private void readAll(WeightsVersion version) {
    versions().entries();
    versions().scores(version);
    ActiveVersionFile.of(versions().liveFile(pipeline)).orElseThrow();
  }

  @Test
  void damagedNotesCostWhatTheyToldAndNothingElse() throws IOException {
    SavedVersion kept = train(2);
    Path about = versions().weights(kept.version()).resolveSibling("version.json");
    Path scores = about.resolveSibling("scores.json");
    for (String damage :
        List.of("", "[]", "{\"format\": 1, \"scores\": [null, {\"data\": \"tiny\"}]}")) {
      Files.writeString(scores, damage);
      assertEquals(List.of(), versions().scores(kept.version()), damage);
    }
    versions().recordScore(kept.version(), new VersionScore("tiny", "hash", 8, 0.25));
    assertEquals(1, versions().scores(kept.version()).size());
    Files.writeString(about, Files.readString(about).replace("pipelineFile", "lost"));
    assertEquals(List.of(about.getParent()), versions().incomplete());
    assertEquals(1, versions().entries().size(), "what answers is listed");
  }
}
