package io.fusebox.runtime.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.plm.bart.Bart;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.pretrain.reading.ExerciseBatch;
import io.fusebox.runtime.pretrain.reading.ExerciseGenerator;
import io.fusebox.runtime.pretrain.reading.LanguageTraining;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few updates of pretraining, and what is left of them on the disk. */
class PretrainBartTest {
  private static final PluginFactory<Plm> BART = new TestPlugins().find(Plm.class, "bart");
  private static final PretrainingPlan RECIPE = new PretrainingPlan(3, 4, 1e-3, 7);

  @TempDir static Path folder;

  private static final List<String> heard = new ArrayList<>();

  @BeforeAll
  static void pretrain() {
    new PretrainBart(BART, RECIPE)
        .run(folder.resolve("one"), (done, of, note) -> heard.add(done + "/" + of));
  }

  @Test
  void tellsHowFarItIs() {
    assertEquals(List.of("1/3", "2/3", "3/3"), heard);
  }

  @Test
  void leavesAFolderThatOpensAsABart() throws IOException {
    Path one = folder.resolve("one");
    try (NDManager owner = NDManager.newBaseManager()) {
      Tokenizer tokenizer = FolderTokenizer.open(one);
      Plm bart = Bart.load(CheckpointFolder.open(one), owner, () -> tokenizer);
      assertEquals(tokenizer.vocabularySize(), bart.spec().vocabulary());
      assertEquals(3, tokenizer.encode("rectangle").length, "an answer is one token");
      assertEquals(3, tokenizer.encode("yes").length);
    }
    assertTrue(Files.readString(one.resolve("README.md")).contains("3 updates of 4"));
  }

  @Test
  void aSeedGivesTheSameModelToTheBit() throws IOException {
    Path two = folder.resolve("two");
    new PretrainBart(BART, RECIPE).run(two, (done, of, note) -> {});
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one/model.safetensors")),
        Files.readAllBytes(two.resolve("model.safetensors")));
  }

  @Test
  void promptsLearnTheirTonguesAlong() {
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm bart = untrained(owner);
      Random random = new Random(1);
      ExerciseGenerator exercises =
          new ExerciseGenerator(random, SmallBartConfig.WIDTH, bart.tokenizer());
      LanguageTraining languages = new LanguageTraining(bart, random, exercises);
      float[] before = Autograd.with(() -> lesson(bart, languages));
      float[] after = Autograd.with(() -> lesson(bart, languages));
      assertEquals(before.length, after.length);
      for (int i = 0; i < before.length; i += 997) {
        assertNotEquals(before[i], after[i], "component " + i);
      }
    }
  }

  /** One lesson; gives the prompts as they were before it. */
  private static float[] lesson(Plm bart, LanguageTraining languages) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ExerciseBatch lesson = languages.lesson(manager, DifficultyLevel.FIRST, 0, 2);
      NDArray ids = Labels.shiftRight(lesson.labels(), 2, 1);
      NDArray logits = bart.decode(bart.encode(lesson.input()), ids).logits();
      Autograd.backward(Losses.crossEntropy(logits, lesson.labels()));
      languages.learn();
      return lesson.input().segments().list().get(0).embeddings().toFloatArray();
    }
  }

  private static Plm untrained(NDManager owner) {
    Tokenizer tokenizer = FolderTokenizer.open(folder.resolve("one"));
    UntrainedCheckpoint checkpoint =
        new UntrainedCheckpoint(
            folder,
            SmallBartConfig.config(tokenizer.vocabularySize()),
            1,
            name -> !name.startsWith("model."));
    return Bart.load(checkpoint, owner, () -> tokenizer);
  }
}
