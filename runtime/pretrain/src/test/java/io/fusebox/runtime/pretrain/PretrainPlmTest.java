package io.fusebox.runtime.pretrain;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.plm.llama.Llama;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.pretrain.reading.ExerciseBatch;
import io.fusebox.runtime.pretrain.reading.ExerciseGenerator;
import io.fusebox.runtime.pretrain.reading.LanguageTraining;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.text.FolderTokenizer;
import io.fusebox.toolkit.text.LazyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few updates of pretraining, and what is left of them on the disk. */
class PretrainPlmTest {
  private static final Map<EmbeddedPlm, PluginFactory<Plm>> PLUGINS =
      Map.of(
          EmbeddedPlm.BART,
          new TestPlugins().find(Plm.class, "bart"),
          EmbeddedPlm.LLAMA,
          new PluginFactory<>(
              "llama",
              "1",
              Plm.class,
              Llama.Config.class,
              (config, host) ->
                  Llama.load(
                      host.checkpoint(),
                      host.manager(),
                      new LazyTokenizer(host.checkpoint().folder()))));
  private static final PretrainingPlan RECIPE = new PretrainingPlan(3, 4, 1e-3, 7);

  @TempDir static Path folder;

  private static final List<String> heard = new ArrayList<>();

  @BeforeAll
  static void pretrain() {
    for (EmbeddedPlm kind : EmbeddedPlm.values()) {
      pretrain(kind, "one", (done, of, note) -> heard.add(done + "/" + of));
    }
  }

  private static Path pretrain(EmbeddedPlm kind, String name, ProgressListener progress) {
    Path made = folder.resolve(kind.plugin()).resolve(name);
    new PretrainPlm(kind, requireNonNull(PLUGINS.get(kind)), RECIPE).run(made, progress);
    return made;
  }

  private static Path one(EmbeddedPlm kind) {
    return folder.resolve(kind.plugin()).resolve("one");
  }

  @Test
  void tellsHowFarItIs() {
    assertEquals(List.of("1/3", "2/3", "3/3", "1/3", "2/3", "3/3"), heard);
  }

  @ParameterizedTest
  @EnumSource
  void leavesAFolderThatOpens(EmbeddedPlm kind) throws IOException {
    Path one = one(kind);
    try (NDManager owner = NDManager.newBaseManager()) {
      Tokenizer tokenizer = FolderTokenizer.open(one);
      Plm plm = open(kind, owner, CheckpointFolder.open(one));
      assertEquals(tokenizer.vocabularySize(), plm.spec().vocabulary());
      assertEquals(3, tokenizer.encode("rectangle").length, "an answer is one token");
      assertEquals(3, tokenizer.encode("yes").length);
    }
    assertTrue(Files.readString(one.resolve("README.md")).contains("3 updates of 4"));
  }

  @ParameterizedTest
  @EnumSource
  void aSeedGivesTheSameModelToTheBit(EmbeddedPlm kind) throws IOException {
    Path two = pretrain(kind, "two", (done, of, note) -> {});
    assertArrayEquals(
        Files.readAllBytes(one(kind).resolve("model.safetensors")),
        Files.readAllBytes(two.resolve("model.safetensors")));
  }

  @ParameterizedTest
  @EnumSource
  void promptsLearnTheirTonguesAlong(EmbeddedPlm kind) {
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm plm = untrained(kind, owner);
      Random random = new Random(1);
      ExerciseGenerator exercises =
          new ExerciseGenerator(random, SmallBartConfig.WIDTH, plm.tokenizer());
      LanguageTraining languages = new LanguageTraining(plm, random, exercises);
      float[] before = Autograd.with(() -> lesson(plm, languages));
      float[] after = Autograd.with(() -> lesson(plm, languages));
      assertEquals(before.length, after.length);
      for (int i = 0; i < before.length; i += 997) {
        assertNotEquals(before[i], after[i], "component " + i);
      }
    }
  }

  /** One lesson; gives the prompts as they were before it. */
  private static float[] lesson(Plm plm, LanguageTraining languages) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ExerciseBatch lesson = languages.lesson(manager, DifficultyLevel.FIRST, 0, 2);
      NDArray ids = Labels.shiftRight(lesson.labels(), plm.spec().decoderStart(), 1);
      NDArray logits = plm.decode(plm.encode(lesson.input()), ids).logits();
      Autograd.backward(Losses.crossEntropy(logits, lesson.labels()));
      languages.learn();
      return lesson.input().segments().list().stream()
          .filter(segment -> segment.name().equals(Segment.PROMPT))
          .findFirst()
          .orElseThrow()
          .embeddings()
          .toFloatArray();
    }
  }

  @Test
  void aPlanMayEndWhileItIsStillLearning() {
    PretrainingPlan plan = new PretrainingPlan(3, 4, 1e-3, 7, 6);
    assertEquals(new PretrainingPlan(3, 4, 1e-3, 1, 6), plan.with(1, 0));
    assertEquals(new PretrainingPlan(9, 4, 1e-3, 1, 9), plan.with(1, 9));
    assertEquals("0.001 (falling as over 6)", plan.rateInWords());
    assertThrows(FuseboxException.class, () -> new PretrainingPlan(7, 4, 1e-3, 7, 6));
  }

  @Test
  void wordsOfALlamaAreAsLoudAsFeatures() {
    try (NDManager owner = NDManager.newBaseManager()) {
      Plm llama = untrained(EmbeddedPlm.LLAMA, owner);
      NDArray words = requireNonNull(llama.parameters().get("model.embed_tokens.weight"));
      NDArray head = requireNonNull(llama.parameters().get("lm_head.weight"));
      assertEquals(1, words.square().mean().sqrt().getFloat(), 0.02);
      assertEquals(0.05, head.square().mean().sqrt().getFloat(), 0.002);
    }
  }

  private static Plm untrained(EmbeddedPlm kind, NDManager owner) {
    Path one = one(kind);
    int vocabulary = FolderTokenizer.open(one).vocabularySize();
    return open(kind, owner, kind.untrained(one, kind.config(vocabulary), 1));
  }

  private static Plm open(EmbeddedPlm kind, NDManager owner, Checkpoint checkpoint) {
    return requireNonNull(PLUGINS.get(kind))
        .create(Map.of(), new PretrainingHost(owner, checkpoint));
  }
}
