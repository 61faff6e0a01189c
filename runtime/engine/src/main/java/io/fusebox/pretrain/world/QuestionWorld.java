package io.fusebox.pretrain.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fusebox.FuseboxException;
import io.fusebox.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Writes questions about pictures of one thing each: {@code train.jsonl} and {@code test.jsonl},
 * each line {@code {"image": "images/train-0.png", "question": ..., "answer": ...}}, and the
 * pictures. No model is pretrained on any of it.
 */
public final class QuestionWorld {
  private static final int SIZE = 64;
  private static final List<Integer> COLOURS = all(Scene.COLOURS.size());
  private static final List<Integer> SHAPES = all(Scene.PAINTED);

  private final long seed;
  private final int perPicture;

  /**
   * Prepares.
   *
   * @param seed the same one gives the same files
   * @param perPicture how many questions are asked about each picture
   */
  public QuestionWorld(long seed, int perPicture) {
    this.seed = seed;
    this.perPicture = perPicture;
  }

  /**
   * Writes both splits.
   *
   * @param folder is made when it is missing
   * @throws FuseboxException when a file cannot be written
   */
  public void write(Path folder, int trainPictures, int testPictures) {
    write(folder, "train", trainPictures, new Random(seed));
    write(folder, "test", testPictures, new Random(~seed));
  }

  private void write(Path folder, String split, int pictures, Random random) {
    Painter painter = new Painter(random, SIZE);
    Asker asker = new Asker(random, Level.FULL);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pictures; i++) {
      Scene scene = Scene.random(random, 1, COLOURS, SHAPES);
      String name = "images/" + split + "-" + i + ".png";
      AtomicFile.write(folder.resolve(name), png(painted(painter, scene)));
      for (int q = 0; q < perPicture; q++) {
        lines.append(line(name, asked(asker, scene))).append('\n');
      }
    }
    AtomicFile.write(
        folder.resolve(split + ".jsonl"), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** There may be no room or no contrast for a thing; the next background is another one. */
  private static Picture painted(Painter painter, Scene scene) {
    while (true) {
      Picture picture = painter.paint(scene.things());
      if (picture.things().equals(scene.things())) {
        return picture;
      }
    }
  }

  private static Asked asked(Asker asker, Scene scene) {
    while (true) {
      Optional<Asked> asked = asker.askForOne(scene);
      if (asked.isPresent()) {
        return asked.get();
      }
    }
  }

  private static String line(String image, Asked asked) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("image", image);
    line.put("question", asked.question());
    line.put("answer", asked.answer());
    try {
      return JsonMapper.builder().build().writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("three strings became no JSON", e);
    }
  }

  private static byte[] png(Picture picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture.image(), "png", out)) {
        throw new FuseboxException("this Java writes no PNG; use a Java with java.desktop");
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return out.toByteArray();
  }

  private static List<Integer> all(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
