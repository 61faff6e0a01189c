package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.world.Asked;
import io.fusebox.pretrain.world.Asker;
import io.fusebox.pretrain.world.Describer;
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
  private final Asker asker;
  private final Describer describer;
  private final Mixtures mixtures;
  private final Glossaries glossaries;

  public Exercises(Random random, Tokenizer tokenizer) {
    Lexicon lexicon = new Lexicon(tokenizer);
    this.random = random;
    this.tokenizer = tokenizer;
    this.asker = new Asker(random);
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

  /** Exercises of all forms: 6 in 10 are in codes, which are the hardest to learn. */
  public List<Exercise> mixed(int count, int glossary, int description) {
    List<Exercise> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int dice = random.nextInt(10);
      Form form = dice < 6 ? Form.CODES : dice < 8 ? Form.MIXTURES : Form.SENTENCES;
      all.add(next(form, glossary, description));
    }
    return all;
  }

  /** Exercises of one form. */
  public List<Exercise> all(Form form, int count, int glossary, int description) {
    List<Exercise> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next(form, glossary, description));
    }
    return all;
  }

  /**
   * One exercise.
   *
   * @param glossary the number of glossary positions
   * @param description the number of description positions at most
   */
  private Exercise next(Form form, int glossary, int description) {
    while (true) {
      Optional<Exercise> exercise = attempt(form, glossary, description);
      if (exercise.isPresent()) {
        return exercise.get();
      }
    }
  }

  private Optional<Exercise> attempt(Form form, int glossary, int description) {
    Scene scene =
        Scene.random(
            random, count(), Ranges.whole(random, 4, 10), Ranges.whole(random, 2, 6));
    List<Slot> words = describe(form, scene, description);
    if (words.size() > description || scene.colours().size() + scene.shapes().size() > glossary) {
      return Optional.empty();
    }
    return asker.ask(scene).map(asked -> exercise(explain(form, scene, glossary), words, asked));
  }

  private Exercise exercise(List<Slot> glossary, List<Slot> description, Asked asked) {
    return new Exercise(
        glossary,
        description,
        tokenizer.encode(asked.question()),
        tokenizer.encode(asked.answer()));
  }

  private List<Slot> describe(Form form, Scene scene, int most) {
    if (form == Form.SENTENCES) {
      long[] ids = tokenizer.encode(describer.describe(scene));
      return Arrays.stream(ids).mapToObj(Slot::token).toList();
    }
    int least = scene.things().size();
    int length = random.nextInt(10) < 7 ? most : Ranges.whole(random, least, most);
    return mixtures.describe(scene, length, form == Form.CODES);
  }

  private List<Slot> explain(Form form, Scene scene, int length) {
    if (form == Form.CODES) {
      return glossaries.explain(scene, length);
    }
    return random.nextInt(10) < 3 ? glossaries.distract(length) : new ArrayList<>();
  }

  private int count() {
    int dice = random.nextInt(10);
    return dice < 7 ? 1 : dice < 9 ? 2 : 3;
  }
}
