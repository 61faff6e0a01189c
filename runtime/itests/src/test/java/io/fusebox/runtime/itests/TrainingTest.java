package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.data.DataFormats;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.demo.Demo;
import io.fusebox.runtime.demo.DemoResult;
import io.fusebox.runtime.demo.TaskProgress;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with the embedded models and the real bundles. */
class TrainingTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeData() {
    data = new QuestionWorld(80, 50, 2).in(folder);
  }

  private Dataset read(String split) {
    return new Datasets(PluginFormat.live(() -> List.copyOf(new DataFormats().factories())))
        .read(DatasetSource.of(data, split, List.of("image")));
  }

  @Test
  void promptfuseLearnsToSeeAndBlackimageDoesNot() {
    TrainingPlan plan =
        new TrainingPlan(256, 1, 300, 32, 0, Schedule.COSINE, 0, SamplingMethod.RANDOM);
    try (Fusebox box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"))) {
      Demo demo = new Demo(box, box.spec("shapes"), plan, plan, task -> new Silence());
      List<DemoResult> results =
          demo.run(List.of("blackimage", "promptfuse"), read("train"), read("test"), () -> false);
      // Colours and shapes: whether something is there can be guessed from the question.
      double black = results.get(0).accuracy().get("other");
      double prompt = results.get(1).accuracy().get("other");
      assertTrue(prompt > black + 0.2, "blackimage " + black + ", promptfuse " + prompt);
      assertTrue(results.get(1).isActive());
      aTableIsThatOfTheWeightsItWasMeasuredWith(box, demo, results.get(1));
    }
  }

  /** Another training changes nothing, unless it is activated; then the demo says so. */
  private void aTableIsThatOfTheWeightsItWasMeasuredWith(
      Fusebox box, Demo demo, DemoResult measured) {
    TrainingPlan stray = new TrainingPlan(8, 1, 2, 8, 0, Schedule.COSINE, 0, SamplingMethod.RANDOM);
    try (Pipeline shapes = box.assemble(box.spec("shapes"))) {
      TrainingRun training = new TrainingRun(shapes, stray, read("train"), box.features().hashes());
      Trainer.Result trained =
          training.train(box.workspace(), box.features(), ProgressListener.NONE, () -> false);
      TrainedVersions versions = box.versions(shapes.spec());
      TrainingOrigin origin = new TrainingOrigin(box.pipelineFile("shapes"), data);
      assertFalse(versions.keep(shapes, training, trained, origin, false).isActive());
      assertTrue(again(demo).isActive());
      assertTrue(versions.keep(shapes, training, trained, origin, true).isActive());
      DemoResult now = again(demo);
      assertFalse(now.isActive());
      assertEquals(measured.version(), now.version());
      assertEquals(measured.overall(), now.overall());
      versions.activate(versions.previous(shapes), shapes);
      assertTrue(again(demo).isActive());
    }
  }

  private DemoResult again(Demo demo) {
    return demo.run(List.of("promptfuse"), read("train"), read("test"), () -> false).get(0);
  }

  @Test
  void anInterruptedRunThatGoesOnEqualsAnUninterruptedOne()
      throws IOException, InterruptedException {
    byte[] whole = weights(train("whole"), "whole");
    Path said = folder.resolve("said");
    Process interrupted =
        FuseboxProcess.builder(folder, arguments("parts"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    Await.until(
        "the first update",
        () -> read(said),
        words -> words.contains("/60 ") || !interrupted.isAlive());
    interrupted.destroy();
    int code = interrupted.waitFor();
    String words = read(said);
    assertNotEquals(0, code, words);
    assertTrue(words.matches("(?s).*interrupted after [1-9]\\d? updates.*"), words);
    assertArrayEquals(whole, weights(train("parts"), "parts"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theTrainedFileHoldsExactlyThePrompt() {
    train("workspace");
    SafetensorsFile file =
        SafetensorsFile.open(
            folder.resolve("workspace/pipelines/shapes/promptfuse/weights.safetensors"));
    assertEquals(Set.of("prompt"), file.names());
    long width = file.entry("prompt").shape().get(1);
    assertEquals(20 * width, file.entry("prompt").shape().size());
    assertEquals("0", file.metadata().get("run.plan.seed"), file.metadata().toString());
    assertEquals(64, file.metadata().get("encoder.image.file.model.safetensors").length());
  }

  private String[] arguments(String workspace) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--workspace", folder.resolve(workspace).toString()));
    arguments.addAll(
        Arrays.asList(
            "--data", data.toString(), "--split", "train", "--shots", "128", "--steps", "60"));
    return arguments.toArray(String[]::new);
  }

  private FuseboxProcess train(String workspace) {
    FuseboxProcess done = FuseboxInProcess.run(folder, arguments(workspace));
    assertEquals(0, done.exitCode(), done::toString);
    return done;
  }

  private byte[] weights(FuseboxProcess trained, String workspace) throws IOException {
    assertTrue(trained.out().contains("60 updates"), trained::toString);
    return Files.readAllBytes(
        folder.resolve(workspace).resolve("pipelines/shapes/promptfuse/weights.safetensors"));
  }

  /** Progress that nobody hears. */
  private static final class Silence implements TaskProgress {
    @Override
    public void update(long done, long total, String note) {
      // Nobody listens.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
