package io.fusebox.runtime.pretrain.reading;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.runtime.worlds.scenes.Asker;
import io.fusebox.runtime.worlds.scenes.Describer;
import io.fusebox.runtime.worlds.scenes.Level;
import io.fusebox.runtime.worlds.scenes.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Makes exercises, without end. A seed gives the same ones in the same order. */
public final class Exercises {
  private final Random random;
  private final int width;
  private final Tokenizer tokenizer;
  private final Describer describer;
  private final Mixtures mixtures;

  /**
   * Prepares.
   *
   * @param width the width of the reader's embeddings
   */
  public Exercises(Random random, int width, Tokenizer tokenizer) {
    this.random = random;
    this.width = width;
    this.tokenizer = tokenizer;
    this.describer = new Describer(random);
    this.mixtures = new Mixtures(random, new Lexicon(tokenizer));
  }

  /** A description in sentences of at most {@code most} tokens. */
  public Exercise sentences(Level level, int most) {
    Tongue words = Tongue.words(random, width, level);
    return next(words, level, scene -> sentences(scene, most));
  }

  /** A description in mixtures of words, in at most {@code most} positions. */
  public Exercise mixtures(Level level, int most) {
    return tongue(
        Tongue.words(random, width, level), level, Ranges.whole(random, Math.min(3, most), most));
  }

  /** A description in a tongue, in {@code length} positions. */
  public Exercise tongue(Tongue tongue, Level level, int length) {
    return next(tongue, level, scene -> Optional.of(mixtures.describe(scene, length, tongue)));
  }

  private Exercise next(
      Tongue tongue, Level level, Function<Scene, Optional<List<Slot>>> description) {
    Asker asker = new Asker(random, level);
    while (true) {
      Scene scene = tongue.scene(count(level));
      Optional<Exercise> exercise =
          description
              .apply(scene)
              .flatMap(slots -> asker.ask(scene).map(asked -> new Exercise(slots, tongue, asked)));
      if (exercise.isPresent()) {
        return exercise.get();
      }
    }
  }

  private Optional<List<Slot>> sentences(Scene scene, int most) {
    long[] ids = tokenizer.encode(describer.describe(scene));
    return ids.length > most
        ? Optional.empty()
        : Optional.of(Arrays.stream(ids).mapToObj(Slot::token).toList());
  }

  private int count(Level level) {
    if (!Ranges.chance(random, 0.3 * level.hardness())) {
      return 1;
    }
    return random.nextInt(3) < 2 ? 2 : 3;
  }
}
