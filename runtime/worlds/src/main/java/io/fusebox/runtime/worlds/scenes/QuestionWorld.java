package io.fusebox.runtime.worlds.scenes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A data set of generated images, one coloured shape on each, with questions about them: {@code
 * train.jsonl}, {@code test.jsonl} and their images.
 *
 * @param trainImages how many images there are to train on
 * @param testImages how many others there are to measure on
 */
public record QuestionWorld(int trainImages, int testImages, long seed) {
  /** The data that the demo trains and measures on. */
  public static final QuestionWorld DEMO = new QuestionWorld(600, 300, 0);

  private static final int SIZE = 64;
  private static final int QUESTIONS = 4;
  private static final List<Integer> COLOURS = IntStream.range(2, 10).boxed().toList();
  private static final List<Integer> SHAPES = List.of(0, 1, 2, 4);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes the data set, if it is not there yet; whole or not at all.
   *
   * @return its folder
   */
  public Path in(Path parent) {
    return GeneratedFolder.in(
        parent,
        "shapes-" + trainImages + "-" + testImages + "-" + seed,
        folder -> {
          split(folder, "train", trainImages, new Random(2 * seed));
          split(folder, "test", testImages, new Random(2 * seed + 1));
        });
  }

  private static void split(Path folder, String name, int images, Random random)
      throws IOException {
    Files.createDirectories(folder.resolve(name));
    ScenePainter painter = new ScenePainter(random, SIZE);
    QuestionGenerator asker = new QuestionGenerator(random, DifficultyLevel.FULL);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < images; i++) {
      SceneObject thing = new SceneObject(Scene.any(random, COLOURS), Scene.any(random, SHAPES));
      String image = name + "/" + i + ".png";
      ImageIO.write(paint(painter, thing).image(), "png", folder.resolve(image).toFile());
      for (QuestionAnswer asked : ask(asker, new Scene(List.of(thing), COLOURS, SHAPES))) {
        lines.append(line(image, asked)).append('\n');
      }
    }
    Files.writeString(folder.resolve(name + ".jsonl"), lines);
  }

  /** Paints until the thing has found a place where it is seen. */
  private static PaintedImage paint(ScenePainter painter, SceneObject thing) {
    PaintedImage image = painter.paint(List.of(thing));
    while (image.things().isEmpty()) {
      image = painter.paint(List.of(thing));
    }
    return image;
  }

  private static Set<QuestionAnswer> ask(QuestionGenerator asker, Scene scene) {
    Set<QuestionAnswer> questions = new LinkedHashSet<>();
    while (questions.size() < QUESTIONS) {
      Optional<QuestionAnswer> asked = asker.askForOne(scene);
      asked.ifPresent(questions::add);
    }
    return questions;
  }

  private static String line(String image, QuestionAnswer asked) throws JsonProcessingException {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("image", image);
    line.put("question", asked.question());
    line.put("answer", asked.answer());
    return JSON.writeValueAsString(line);
  }
}
