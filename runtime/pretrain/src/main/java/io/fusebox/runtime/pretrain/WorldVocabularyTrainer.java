package io.fusebox.runtime.pretrain;

import io.fusebox.runtime.pretrain.bpe.BpeTrainer;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.runtime.worlds.scenes.QuestionAnswer;
import io.fusebox.runtime.worlds.scenes.QuestionGenerator;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.SceneDescriber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The vocabulary of the text world, learnt from its own texts. */
final class WorldVocabularyTrainer {
  private static final int SIZE = 1024;
  private static final int SCENES = 20_000;

  private WorldVocabularyTrainer() {}

  /** Learns it and writes its files. */
  static void write(Path folder, long seed) {
    new BpeTrainer(SIZE).train(texts(new Random(seed))).write(folder);
  }

  /** Descriptions, questions, answers; and every word both at a beginning and within a text. */
  private static List<String> texts(Random random) {
    SceneDescriber describer = new SceneDescriber(random);
    QuestionGenerator asker = new QuestionGenerator(random, DifficultyLevel.FULL);
    List<Integer> colours = IntStream.range(0, Scene.COLOURS.size()).boxed().toList();
    List<Integer> shapes = IntStream.range(0, Scene.SHAPES.size()).boxed().toList();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < SCENES; i++) {
      Scene scene = Scene.random(random, 1 + random.nextInt(3), colours, shapes);
      texts.add(describer.describe(scene));
      asker.ask(scene).ifPresent(asked -> add(texts, asked));
      for (String word :
          List.of(Scene.any(random, Scene.COLOURS), Scene.any(random, Scene.SHAPES))) {
        texts.add(word + " " + word);
      }
    }
    return texts;
  }

  private static void add(List<String> texts, QuestionAnswer asked) {
    texts.add(asked.question());
    texts.add(asked.answer());
  }
}
