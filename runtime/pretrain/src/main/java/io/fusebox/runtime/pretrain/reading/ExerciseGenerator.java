package io.fusebox.runtime.pretrain.reading;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.runtime.worlds.scenes.QuestionGenerator;
import io.fusebox.runtime.worlds.scenes.Scene;
import io.fusebox.runtime.worlds.scenes.SceneDescriber;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Makes exercises, without end. A seed gives the same ones in the same order. */
public final class ExerciseGenerator {
  private final Random random;
  private final int width;
  private final Tokenizer tokenizer;
  private final SceneDescriber describer;
  private final MixtureDescriber mixtures;

  /**
   * Prepares.
   *
   * @param width the width of the reader's embeddings
   */
  public ExerciseGenerator(Random random, int width, Tokenizer tokenizer) {
    this.random = random;
    this.width = width;
    this.tokenizer = tokenizer;
    this.describer = new SceneDescriber(random);
    this.mixtures = new MixtureDescriber(random, new Lexicon(tokenizer));
  }

  /** A description in sentences of at most {@code most} tokens. */
  public Exercise sentences(DifficultyLevel level, int most) {
    SyntheticLanguage words = SyntheticLanguage.words(random, width, level);
    return next(words, level, scene -> sentences(scene, most));
  }

  /** A description in mixtures of words, in at most {@code most} positions. */
  public Exercise mixtures(DifficultyLevel level, int most) {
    return language(
        SyntheticLanguage.words(random, width, level),
        level,
        RandomRanges.whole(random, Math.min(3, most), most));
  }

  /** A description in a language, in {@code length} positions. */
  public Exercise language(SyntheticLanguage language, DifficultyLevel level, int length) {
    return next(language, level, scene -> Optional.of(mixtures.describe(scene, length, language)));
  }

  private Exercise next(
      SyntheticLanguage language,
      DifficultyLevel level,
      Function<Scene, Optional<List<DescriptionSlot>>> description) {
    QuestionGenerator asker = new QuestionGenerator(random, level);
    while (true) {
      Scene scene = language.scene(count(level));
      Optional<Exercise> exercise =
          description
              .apply(scene)
              .flatMap(
                  slots -> asker.ask(scene).map(asked -> new Exercise(slots, language, asked)));
      if (exercise.isPresent()) {
        return exercise.get();
      }
    }
  }

  private Optional<List<DescriptionSlot>> sentences(Scene scene, int most) {
    long[] ids = tokenizer.encode(describer.describe(scene));
    return ids.length > most
        ? Optional.empty()
        : Optional.of(Arrays.stream(ids).mapToObj(DescriptionSlot::token).toList());
  }

  private int count(DifficultyLevel level) {
    if (!RandomRanges.chance(random, 0.3 * level.hardness())) {
      return 1;
    }
    return random.nextInt(3) < 2 ? 2 : 3;
  }
}
