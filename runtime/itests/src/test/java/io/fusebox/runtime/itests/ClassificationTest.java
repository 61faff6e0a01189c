package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification with the embedded models and the real bundles: is the shape round or not? */
class ClassificationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE =
      """
      plm: embedded:bart-shapes
      modalities:
        image: {encoder: vit, model: embedded:vit-shapes}
      strategy: linear
      task: {verbalizer: {round: " circle", cornered: " square"}}
      """;

  @TempDir Path folder;
  private Path world;

  @BeforeEach
  void writeFiles() throws IOException {
    world = new QuestionWorld(400, 160, 5).in(folder);
    Files.writeString(folder.resolve("round.yaml"), PIPELINE);
    label("train");
    label("test");
  }

  /** One question for each image, whose label its shape gives. */
  private void label(String split) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(world.resolve(split + ".jsonl"))) {
      JsonNode asked = JSON.readTree(line);
      if (asked.get("question").asText().matches("(?i)what shape.*")) {
        String label = asked.get("answer").asText().equals("circle") ? "round" : "cornered";
        Path image = world.resolve(asked.get("image").asText());
        lines.add(
            JSON.createObjectNode()
                .put("image", folder.relativize(image).toString())
                .put("question", "is it round?")
                .put("answer", label)
                .toString());
      }
    }
    Files.write(folder.resolve(split + ".jsonl"), lines);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private FuseboxProcess fusebox(String... arguments) {
    FuseboxProcess done = FuseboxInProcess.run(folder, arguments);
    assertEquals(0, done.exitCode(), done::toString);
    return done;
  }

  @Test
  void learnsLabelsAndIsMeasuredBesideAlwaysTheSameOne() throws IOException {
    fusebox(
        "train",
        file("round.yaml"),
        "--data",
        file("train.jsonl"),
        "--shots",
        "0",
        "--steps",
        "300");
    String table = fusebox("eval", file("round.yaml"), "--data", file("test.jsonl")).out();
    Matcher accuracy =
        Pattern.compile("accuracy ([\\d.]+), always cornered ([\\d.]+)").matcher(table);
    assertTrue(accuracy.find(), table);
    double found = Double.parseDouble(accuracy.group(1));
    assertTrue(found > Double.parseDouble(accuracy.group(2)) + 5, table);

    String image =
        JSON.readTree(Files.readAllLines(folder.resolve("test.jsonl")).get(0))
            .get("image")
            .asText();
    String answer =
        fusebox("ask", "--pipeline", file("round.yaml"), "--image", file(image), "is it round?")
            .out();
    assertTrue(answer.matches("(round|cornered) \\([01]\\.\\d{3}\\)\\s*"), answer);
  }

  @Test
  void anUnknownLabelIsRefusedByTheExamplesName() throws IOException {
    String lines = Files.readString(folder.resolve("train.jsonl"));
    Files.writeString(folder.resolve("odd.jsonl"), lines.replaceFirst("cornered", "oval"));
    FuseboxProcess done =
        FuseboxInProcess.run(
            folder, "train", file("round.yaml"), "--data", file("odd.jsonl"), "--shots", "0");
    assertEquals(1, done.exitCode(), done::toString);
    assertTrue(done.err().contains("unknown label 'oval' of the example"), done::toString);
  }
}
