package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.DataFormats;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that a YAML file alone makes of today's PLMs and encoders, in a live system. */
class TodaysModelsTest {
  private static final String QUESTION = "what is it?";

  /** The loss of an answer whose tokens are guessed among 420. */
  private static final double GUESSED = Math.log(420);

  @TempDir static Path folder;
  private static LiveHome live;
  private static LiveFusebox running;

  @BeforeAll
  static void start() throws IOException {
    live = LiveHome.in(folder);
    Files.delete(live.home().pipelines().resolve("shapes.yaml"));
    running = live.open();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void twoCamerasThroughSiglipAndDinov2ReadByLlama() throws IOException {
    live.pipeline(
        "cameras",
        """
        plm: %s
        inputs:
          left: {encoder: siglip, model: %s, features: sequence}
          right: {encoder: dinov2, model: %s}
        strategy: [linear, promptfuse]
        """
            .formatted(
                plm("llama-tiny", "tokenizer-llama2"),
                model("siglip-vision-tiny"),
                model("dinov2-tiny")));
    learned("cameras", Map.of("left", List.of(image(0), image(1)), "right", List.of(image(2))));
  }

  @Test
  void whisperThroughAResamplerReadByT5() throws IOException {
    live.pipeline(
        "speech",
        """
        plm: %s
        inputs:
          audio: {encoder: whisper, model: %s}
        strategy: {id: resampler, queries: 4, bottleneck: 32, heads: 4}
        """
            .formatted(t5(), model("whisper-tiny")));
    assertEquals("red", learned("speech", Map.of("audio", List.of(sound()))));
  }

  @Test
  void imageAndAudioInAChatReadByQwen3() throws IOException {
    live.pipeline(
        "chat",
        """
        plm: %s
        inputs:
          image: {encoder: vit, model: %s, features: pooled}
          audio: {encoder: ast, model: %s}
        strategy: [linear, promptfuse]
        template: chat
        """
            .formatted(plm("qwen3-tiny", "tokenizer-qwen2"), model("vit-tiny"), model("ast-tiny")));
    assertEquals(
        "red", learned("chat", Map.of("image", List.of(image(3)), "audio", List.of(sound()))));
  }

  /**
   * It waits for its weights, is trained, and becomes active by itself.
   *
   * @return what it answers now, which is what a command answers that starts again
   */
  private static String learned(String pipeline, Map<String, List<Path>> files) throws IOException {
    LiveHome.soonIs(running.pipelines(), pipeline, "it waits for the trained weights");
    String told = train(pipeline, files);
    LiveHome.soonIs(running.pipelines(), pipeline, "ACTIVE");
    assertEquals(told, running.pipeline(pipeline).ask(Question.withFiles(files, QUESTION)).text());
    return told;
  }

  private static String train(String name, Map<String, List<Path>> files) throws IOException {
    Path data = folder.resolve(name + ".jsonl");
    StringBuilder line = new StringBuilder("{");
    files.forEach(
        (input, each) ->
            line.append("\"%s\": [".formatted(input))
                .append(String.join(", ", each.stream().map("\"%s\""::formatted).toList()))
                .append("], "));
    Files.writeString(
        data, line + "\"question\": \"%s\", \"answer\": \"red\"}".formatted(QUESTION));
    TrainingPlan plan =
        new TrainingPlan(0, 1, 100, 1, 0, Schedule.COSINE, 0, SamplingMethod.RANDOM);
    try (Fusebox box = Fusebox.open(live.home(), live.workspace());
        Pipeline pipeline = box.assemble(box.spec(name))) {
      TrainingRun training =
          new TrainingRun(pipeline, plan, read(data, files), box.features().hashes());
      Trainer.Result trained =
          training.train(box.workspace(), box.features(), ProgressListener.NONE, () -> false);
      box.versions(pipeline.spec())
          .keep(
              pipeline, training, trained, new TrainingOrigin(box.pipelineFile(name), data), false);
      assertTrue(trained.loss() < GUESSED, "loss " + trained.loss());
      return box.ask(box.spec(name), Question.withFiles(files, QUESTION)).text();
    }
  }

  private static Dataset read(Path data, Map<String, List<Path>> files) {
    return new Datasets(PluginFormat.live(() -> List.copyOf(new DataFormats().factories())))
        .read(DatasetSource.of(data, null, files.keySet()));
  }

  private static Path plm(String model, String tokenizer) throws IOException {
    return ModelWithTokenizer.of(model, tokenizer).writeTo(folder.resolve(model), 1);
  }

  private static Path t5() throws IOException {
    Path model = GoldenCase.of("t5-tiny").copyTo(folder.resolve("t5"));
    try (InputStream in = TodaysModelsTest.class.getResourceAsStream("/tokenizers/t5-tiny.json")) {
      Files.copy(in, model.resolve("tokenizer.json"));
    }
    return model;
  }

  private static Path model(String name) {
    return GoldenCase.of(name).folder();
  }

  private static Path image(int number) throws IOException {
    try (var files = Files.list(model("vit-tiny").resolve("images"))) {
      return files.sorted().toList().get(number);
    }
  }

  private static Path sound() {
    return model("audio").resolve("mono16k_i16.wav");
  }
}
