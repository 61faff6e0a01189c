package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.world.Asker;
import io.fusebox.pretrain.world.Describer;
import io.fusebox.pretrain.world.Level;
import io.fusebox.pretrain.world.Scene;
import io.fusebox.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes exercises, without end. A seed gives the same ones in the same order.
 *
 * <p>Nothing in them comes from a picture: a made-up code is a random vector, new in each exercise,
 * and only the exercise's own glossary tells what it means.
 */
public final class Exercises {
  private final Random random;
  private final Tokenizer tokenizer;
  private final Describer describer;
  private final Mixtures mixtures;
  private final Glossaries glossaries;

  public Exercises(Random random, Tokenizer tokenizer) {
    Lexicon lexicon = new Lexicon(tokenizer);
    this.random = random;
    this.tokenizer = tokenizer;
    this.describer = new Describer(random);
    this.mixtures = new Mixtures(random, lexicon);
    this.glossaries = new Glossaries(random, lexicon, tokenizer.vocabularySize());
  }

  /** How a description is written. */
  public enum Form {
    /** Sentences. */
    SENTENCES,
    /** A few mixtures of word embeddings. */
    MIXTURES,
    /** Made-up codes, and a glossary of them. */
    CODES
  }

  /**
   * The size of exercises.
   *
   * @param glossary the number of glossary positions
   * @param description the number of description positions at most
   */
  public record Size(int glossary, int description) {}

  /** Exercises of all forms, mixed as the level says. */
  public List<Exercise> mixed(Level level, int count, Size size) {
    List<Exercise> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean coded = Ranges.chance(random, level.coded());
      Form plain = Ranges.chance(random, 0.7) ? Form.MIXTURES : Form.SENTENCES;
      all.add(next(coded ? Form.CODES : plain, level, size));
    }
    return all;
  }

  /** Exercises of one form, at the full level. */
  public List<Exercise> of(Form form, int count, Size size) {
    List<Exercise> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next(form, Level.FULL, size));
    }
    return all;
  }

  private Exercise next(Form form, Level level, Size size) {
    while (true) {
      Optional<Exercise> exercise = attempt(form, level, size);
      if (exercise.isPresent()) {
        return exercise.get();
      }
    }
  }

  private Optional<Exercise> attempt(Form form, Level level, Size size) {
    Scene scene = Scene.random(random, count(level), level);
    List<Slot> words = describe(form, scene, level, size.description());
    boolean fits =
        words.size() <= size.description()
            && scene.colours().size() + scene.shapes().size() <= size.glossary();
    if (!fits) {
      return Optional.empty();
    }
    return new Asker(random, level)
        .ask(scene)
        .map(
            asked -> {
              List<Slot> glossary = explain(form, scene, level, size.glossary());
              return new Exercise(form, glossary, words, asked, tokenizer);
            });
  }

  private List<Slot> describe(Form form, Scene scene, Level level, int most) {
    if (form == Form.SENTENCES) {
      long[] ids = tokenizer.encode(describer.describe(scene));
      return Arrays.stream(ids).mapToObj(Slot::token).toList();
    }
    int least = scene.things().size();
    int length = Ranges.chance(random, 0.7) ? most : Ranges.whole(random, least, most);
    return mixtures.describe(scene, length, form == Form.CODES, level);
  }

  private List<Slot> explain(Form form, Scene scene, Level level, int length) {
    if (form == Form.CODES) {
      return glossaries.explain(scene, length, level);
    }
    return Ranges.chance(random, 0.3 * level.hardness())
        ? glossaries.distract(length, level)
        : List.of();
  }

  private int count(Level level) {
    if (!Ranges.chance(random, 0.3 * level.hardness())) {
      return 1;
    }
    return random.nextInt(3) < 2 ? 2 : 3;
  }
}
