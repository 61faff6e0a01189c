package io.fusebox.runtime.worlds.scenes;

import static io.fusebox.runtime.worlds.scenes.Scene.any;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Asks about scenes: for a thing's colour, for its shape, and whether something is there, in many
 * wordings, half of the latter negated, yes and no equally often.
 */
public final class QuestionGenerator {
  private static final List<String> COLOUR_OF =
      List.of(
          "what color is the %s?",
          "what is the color of the %s?",
          "which color is the %s?",
          "which color does the %s have?",
          "tell me the color of the %s.",
          "what color does the %s have?",
          "the %s is of what color?");

  /** In percent. */
  private static final int LISTS = 15;

  private final Random random;
  private final DifficultyLevel level;

  /** Asks the questions of a level. */
  public QuestionGenerator(Random random, DifficultyLevel level) {
    this.random = random;
    this.level = level;
  }

  /** A question with one true answer; empty when the one that was tried has none. */
  public Optional<QuestionAnswer> ask(Scene scene) {
    return random.nextInt(100) < LISTS
        ? Optional.of(new ListingQuestions(random).ask(scene))
        : askForOne(scene);
  }

  /** {@link #ask} without questions for all that is there: the answer is one word. */
  public Optional<QuestionAnswer> askForOne(Scene scene) {
    int dice = random.nextInt(6);
    if (dice == 0) {
      return colour(scene);
    }
    return dice == 1 ? shape(scene) : presence(scene);
  }

  private Optional<QuestionAnswer> colour(Scene scene) {
    SceneObject thing = any(random, scene.things());
    boolean alone = scene.things().size() == 1;
    if (!alone && scene.ofShape(thing.shape()) > 1) {
      return Optional.empty();
    }
    String it = alone && random.nextBoolean() ? noun() : thing.shapeWord();
    String question = any(random, COLOUR_OF).formatted(it + maybeWhere());
    return Optional.of(new QuestionAnswer(question, thing.colourWord()));
  }

  private Optional<QuestionAnswer> shape(Scene scene) {
    SceneObject thing = any(random, scene.things());
    if (scene.ofColour(thing.colour()) > 1) {
      return Optional.empty();
    }
    boolean alone = scene.things().size() == 1;
    String question = alone && random.nextBoolean() ? onlyShape() : shapeOf(thing.colourWord());
    return Optional.of(new QuestionAnswer(question, thing.shapeWord()));
  }

  private String onlyShape() {
    String where = maybeWhere();
    return any(
        random,
        List.of(
            "what shape is in the " + image() + "?",
            "what shape is present?",
            "what shape is there?",
            "what shape does the " + image() + " " + have() + "?",
            "which shape is" + (where.isEmpty() ? " there" : where) + "?",
            "which shape can you see" + where + "?",
            "what " + noun() + " is this?",
            "what " + noun() + " do you see" + where + "?"));
  }

  private String shapeOf(String colour) {
    String where = maybeWhere();
    return any(
        random,
        List.of(
            "what is the " + colour + " " + noun() + where + "?",
            "what shape is the " + colour + " " + noun() + where + "?",
            "which shape is " + colour + "?",
            "what shape has the color " + colour + "?",
            "what shape is " + colour + where + "?"));
  }

  private Optional<QuestionAnswer> presence(Scene scene) {
    boolean there = random.nextBoolean();
    boolean negated = random.nextDouble() < level.negated();
    return new QuestionSubject(random)
        .pick(scene, there)
        .map(what -> negated ? absent(what) : present(what))
        .map(question -> new QuestionAnswer(question, there == negated ? "no" : "yes"));
  }

  private String present(String what) {
    String a = QuestionSubject.article(what);
    String where = maybeWhere();
    return any(
        random,
        List.of(
            "is there " + a + where + "?",
            "is " + a + " present" + where + "?",
            "does the " + image() + " " + have() + " " + a + "?",
            "can you see " + a + where + "?",
            "do you see " + a + where + "?",
            "is " + a + " in the " + image() + "?",
            "is " + a + " shown?"));
  }

  private String absent(String what) {
    String a = QuestionSubject.article(what);
    String where = maybeWhere();
    return any(
        random,
        List.of(
            "is there no " + what + where + "?",
            "is there not " + a + where + "?",
            "is no " + what + " present" + where + "?",
            "does the " + image() + " not " + have() + " " + a + "?",
            "is " + a + " absent?",
            "is " + a + " missing" + where + "?",
            "does the " + image() + " " + have() + " no " + what + "?",
            "is " + a + " not present?",
            "does the " + image() + " lack " + a + "?"));
  }

  private String noun() {
    return random.nextInt(5) < 2
        ? WorldVocabulary.NOUNS.get(0)
        : any(random, WorldVocabulary.NOUNS);
  }

  private String image() {
    return any(random, WorldVocabulary.IMAGES);
  }

  private String have() {
    return any(random, WorldVocabulary.HAVE);
  }

  private String maybeWhere() {
    return random.nextBoolean() ? "" : " in the " + image();
  }
}
