package io.fusebox.runtime.worlds.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.ShippedFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionWorldTest {
  private static final QuestionWorld WORLD = new QuestionWorld(40, 10, 5);

  @TempDir Path folder;

  private Dataset read(String split) {
    return new Datasets(ShippedFormats.all())
        .read(DatasetSource.of(WORLD.in(folder), split, List.of("image")));
  }

  @Test
  void itsDataAreReadBack() {
    assertEquals(160, read("train").size());
    assertEquals(40, read("test").size());
  }

  @Test
  void yesAndNoAreAboutAsFrequent() {
    List<String> answers = read("train").examples().stream().map(Example::target).toList();
    double yes = answers.stream().filter("yes"::equals).count();
    double no = answers.stream().filter("no"::equals).count();
    assertTrue(yes / no > 0.5 && yes / no < 2, yes + " yes, " + no + " no");
  }

  @Test
  void theSameSeedWritesTheSameBytes(@TempDir Path other) throws IOException {
    Path one = WORLD.in(folder);
    Path two = WORLD.in(other);
    for (String file : List.of("train.jsonl", "test.jsonl", "train/7.png")) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(file)), Files.readAllBytes(two.resolve(file)));
    }
  }

  @Test
  void noTestImageIsATrainingImage() throws IOException {
    Path written = WORLD.in(folder);
    Set<String> train =
        read("train").examples().stream().map(QuestionWorldTest::bytes).collect(Collectors.toSet());
    assertTrue(
        read("test").examples().stream().map(QuestionWorldTest::bytes).noneMatch(train::contains));
    assertEquals(written, WORLD.in(folder));
  }

  private static String bytes(Example example) {
    try {
      return java.util.Arrays.toString(Files.readAllBytes(example.files("image").get(0)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
