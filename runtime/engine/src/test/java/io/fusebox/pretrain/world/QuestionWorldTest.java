package io.fusebox.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.fusebox.data.Dataset;
import io.fusebox.data.Datasets;
import io.fusebox.data.Source;
import io.fusebox.encoder.Modality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's data, read as a pipeline reads data. */
class QuestionWorldTest {
  @TempDir Path folder;

  private static Dataset read(Path from, String split) {
    return Datasets.standard().read(Source.of(from, split, List.of(Modality.IMAGE)));
  }

  @Test
  void bothSplitsAreDataSetsOfPicturesWithQuestions() throws IOException {
    new QuestionWorld(1, 3).write(folder, 4, 2);
    Dataset train = read(folder, "train");
    assertEquals(12, train.size());
    assertEquals(6, read(folder, "test").size());
    Path image = train.examples().get(5).inputs().get(Modality.IMAGE);
    assertEquals("train-1.png", image.getFileName().toString());
    assertEquals(64, ImageIO.read(image.toFile()).getWidth());
  }

  @Test
  void aSeedGivesTheSameFiles() throws IOException {
    Path again = folder.resolve("again");
    new QuestionWorld(2, 2).write(folder, 3, 1);
    new QuestionWorld(2, 2).write(again, 3, 1);
    assertEquals(read(folder, "train").hash(), read(again, "train").hash());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("images/train-2.png")),
        Files.readAllBytes(again.resolve("images/train-2.png")));
  }

  @Test
  void trainingAndTestPicturesDiffer() throws IOException {
    new QuestionWorld(3, 1).write(folder, 1, 1);
    assertNotEquals(
        Files.readString(folder.resolve("train.jsonl")),
        Files.readString(folder.resolve("test.jsonl")).replace("test-", "train-"));
  }
}
