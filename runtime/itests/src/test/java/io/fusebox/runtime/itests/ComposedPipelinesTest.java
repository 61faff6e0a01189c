package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.encoder.sensor.SensorEncoder;
import io.fusebox.examples.choice.ChoicePlugin;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that only a YAML file composes, of parts that never met, as their user makes them. */
class ComposedPipelinesTest {
  private static final String PICTURE_AND_SENSOR =
      """
      plm: embedded:bart-shapes
      modalities:
        image: {encoder: vit, model: embedded:vit-shapes, features: pooled}
        sensor: {encoder: sensor, channels: 2, windows: 4, scale: 20}
      strategy: [linear, promptfuse]
      """;
  private static final String CLIP_OVER_T5 =
      """
      plm: %s
      modalities:
        image: {encoder: clip, model: %s}
      strategy: {id: blindprompt, prompt-length: 4}
      """;
  private static final String TWO_CAMERAS =
      """
      plm: embedded:bart-shapes
      inputs:
        left: {encoder: vit, model: embedded:vit-shapes, features: pooled}
        right: {encoder: vit, model: embedded:vit-shapes, features: pooled}
      strategy: promptfuse
      """;
  private static final String TOKENIZER = "/tokenizers/t5-tiny.json";
  private static final String CHOOSING =
      """
      plm: embedded:bart-shapes
      modalities:
        image: {encoder: vit, model: embedded:vit-shapes, features: sequence}
      strategy: promptfuse
      task: choice
      """;
  private static final String WARM = "is it warm?";

  @TempDir static Path folder;
  private static LiveHome live;
  private static RunningFusebox fusebox;
  private static Path images;

  @BeforeAll
  static void start() throws IOException {
    live = LiveHome.in(folder);
    Files.delete(live.home().pipelines().resolve("shapes.yaml"));
    images = new QuestionWorld(8, 1, 5).in(folder);
    fusebox = RunningFusebox.start(live.home(), folder);
  }

  @AfterAll
  static void stop() {
    fusebox.close();
  }

  @Test
  void imageSensorAndText() throws Exception {
    writeReadings(64);
    live.pipeline("engine", PICTURE_AND_SENSOR);
    fusebox.soonSays("engine WAITING linear+promptfuse: it waits for the sensor encoder sensor");
    Path jar =
        Path.of(SensorEncoder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(jar, live.home().plugins().resolve(jar.getFileName()));
    fusebox.soonSays("engine WAITING linear+promptfuse: it waits for the trained weights");
    fusebox.command("train", "engine", "--data", "readings.jsonl", "--shots", "0", "--steps", "60");
    fusebox.soonSays("engine ACTIVE");
    assertEquals("yes", ask("warm.csv"));
    assertEquals("no", ask("cold.csv"));
  }

  private String ask(String csv) {
    String image = "image=" + images.resolve("test/0.png");
    return text(
        fusebox.command(
            "ask", "--pipeline", "engine", "--input", image, "--input", "sensor=" + csv, WARM));
  }

  /** The answer without its probability. */
  private static String text(String printed) {
    assertTrue(printed.matches(".* \\([01]\\.\\d{3}\\)\\s*"), printed);
    return printed.substring(0, printed.lastIndexOf(" ("));
  }

  /** Temperature and vibration: the one determines the answer, the other and the image do not. */
  private void writeReadings(int examples) throws IOException {
    Random random = new Random(1);
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < examples; i++) {
      boolean warm = i % 2 == 0;
      Files.writeString(folder.resolve(i + ".csv"), readings(warm, random));
      manifest.append(
          "{\"image\": \"%s/train/%d.png\", \"sensor\": \"%d.csv\", \"question\": \"%s\", \"answer\": \"%s\"}\n"
              .formatted(images.getFileName(), i % 8, i, WARM, warm ? "yes" : "no"));
    }
    Files.writeString(folder.resolve("readings.jsonl"), manifest);
    Files.writeString(folder.resolve("warm.csv"), readings(true, random));
    Files.writeString(folder.resolve("cold.csv"), readings(false, random));
  }

  private static String readings(boolean warm, Random random) {
    StringBuilder csv = new StringBuilder("temperature,vibration\n");
    int length = 20 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      csv.append((warm ? 20 : -20) + random.nextInt(5)).append(',');
      csv.append(5 * random.nextGaussian()).append('\n');
    }
    return csv.toString();
  }

  @Test
  void anImageThroughClipAndBlindpromptOverT5() throws Exception {
    live.pipeline(
        "clip-t5", CLIP_OVER_T5.formatted(t5(), GoldenCase.of("clip-vision-tiny").folder()));
    fusebox.soonSays("clip-t5 WAITING blindprompt: it waits for the trained weights");
    String image = "%s/train/0.png".formatted(images.getFileName());
    Files.writeString(
        folder.resolve("red.jsonl"),
        "{\"image\": \"%s\", \"question\": \"what color is it?\", \"answer\": \"red\"}\n"
            .formatted(image));
    fusebox.command("train", "clip-t5", "--data", "red.jsonl", "--shots", "0", "--steps", "60");
    fusebox.soonSays("clip-t5 ACTIVE");
    assertEquals(
        "red",
        text(
            fusebox.command(
                "ask", "--pipeline", "clip-t5", "--image", image, "what color is it?")));
  }

  /** One model serves both; the left one sees what the question is about, in one or two images. */
  @Test
  void twoCamerasOfWhichOneMayTakeSeveralImages() throws Exception {
    live.pipeline("cameras", TWO_CAMERAS);
    fusebox.soonSays("cameras WAITING promptfuse: it waits for the trained weights");
    String first = "%s/train/0.png".formatted(images.getFileName());
    String second = "%s/train/1.png".formatted(images.getFileName());
    Files.writeString(
        folder.resolve("cameras.jsonl"),
        "{\"left\": [\"%1$s\", \"%2$s\"], \"right\": \"%2$s\", \"question\": \"what?\", \"answer\": \"red\"}\n{\"left\": \"%1$s\", \"question\": \"what?\", \"answer\": \"red\"}\n"
            .formatted(first, second));
    fusebox.command("train", "cameras", "--data", "cameras.jsonl", "--shots", "0", "--steps", "60");
    fusebox.soonSays("cameras ACTIVE");
    String left = "left=" + first;
    assertEquals(
        "red",
        text(
            fusebox.command(
                "ask",
                "--pipeline",
                "cameras",
                "--input",
                left,
                "--input",
                "left=" + second,
                "--input",
                "right=" + second,
                "what?")));
    assertTrue(
        fusebox.command("eval", "cameras", "--data", "cameras.jsonl").contains("100.00"),
        "the accuracy of one answer");
  }

  /** Candidates of several tokens; the questions come as CSV, which the same jar reads. */
  @Test
  void aTaskAndADataFormatThatComeGoAndComeBack() throws Exception {
    live.pipeline("choosing", CHOOSING);
    fusebox.soonSays(
        "choosing WAITING promptfuse: it waits for the task choice (no jar in plugins brings it)");
    Path jar =
        Path.of(ChoicePlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path dropped = live.home().plugins().resolve(jar.getFileName());
    Files.copy(jar, dropped);
    fusebox.soonSays("choosing WAITING promptfuse: it waits for the trained weights");
    String image = "%s/train/0.png".formatted(images.getFileName());
    String question = "what is it? / a red circle / a blue square";
    Files.writeString(
        folder.resolve("choices.csv"),
        "question,answer,image\n\"%s\",a red circle,%s\n".formatted(question, image));
    fusebox.command("train", "choosing", "--data", "choices.csv", "--shots", "0", "--steps", "60");
    fusebox.soonSays("choosing ACTIVE");
    assertTrue(
        fusebox.command("eval", "choosing", "--data", "choices.csv").contains("100.00"),
        "the accuracy of one right choice");
    assertEquals("a red circle", choose(image, question));

    Files.delete(dropped);
    fusebox.soonSays("choosing WAITING promptfuse: it waits for choice, being replaced");
    Files.copy(jar, dropped);
    LiveHome.soon(
        "choosing is back", () -> fusebox.command("pipelines").matches("(?s).*choosing +ACTIVE.*"));
    assertEquals("a red circle", choose(image, question));
  }

  private static String choose(String image, String question) {
    return text(fusebox.command("ask", "--pipeline", "choosing", "--image", image, question));
  }

  /** The case's model with a tokenizer, which the case does without. */
  private static Path t5() throws IOException {
    Path model = GoldenCase.of("t5-tiny").copyTo(folder.resolve("t5"));
    try (InputStream in = ComposedPipelinesTest.class.getResourceAsStream(TOKENIZER)) {
      Files.copy(in, model.resolve("tokenizer.json"));
    }
    return model;
  }
}
