package io.fusebox.runtime.worlds.scenes;

import static io.fusebox.runtime.worlds.scenes.Scene.any;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks for all that is there: answers of many words teach more than answers of one. */
final class ListingQuestions {
  private static final List<String> THINGS =
      List.of("what is in the %s?", "what does the %s show?", "describe the %s.");
  private static final List<String> COLOURS =
      List.of("list the colors.", "which colors are there?", "what colors do you see?");
  private static final List<String> SHAPES =
      List.of("list the shapes.", "which shapes are there?", "what shapes do you see?");

  private final Random random;

  ListingQuestions(Random random) {
    this.random = random;
  }

  QuestionAnswer ask(Scene scene) {
    return switch (random.nextInt(4)) {
      case 0 -> new QuestionAnswer(any(random, COLOURS), list(scene, SceneObject::colourWord, " "));
      case 1 -> new QuestionAnswer(any(random, SHAPES), list(scene, SceneObject::shapeWord, " "));
      default ->
          new QuestionAnswer(
              any(random, THINGS).formatted(any(random, WorldVocabulary.IMAGES)),
              list(scene, t -> t.colourWord() + " " + t.shapeWord(), " and "));
    };
  }

  /** In alphabetical order, each once: so that there is one right answer. */
  private static String list(Scene scene, Function<SceneObject, String> words, String between) {
    return scene.things().stream()
        .map(words)
        .distinct()
        .sorted()
        .collect(Collectors.joining(between));
  }
}
