package io.fusebox.runtime.worlds.scenes;

import static io.fusebox.runtime.worlds.scenes.Scene.any;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The subject of a question: a colour, a shape, or both, there or not there. */
final class QuestionSubject {
  private static final int TRIES = 9;

  private final Random random;

  QuestionSubject(Random random) {
    this.random = random;
  }

  /** Words for something that is, or is not, in the scene; empty when the scene has all. */
  Optional<String> pick(Scene scene, boolean there) {
    int kind = random.nextInt(20);
    if (kind < 9) {
      return colour(scene, there).map(c -> coloured(WorldVocabulary.COLOURS.get(c)));
    }
    return kind < 17 ? shape(scene, there).map(WorldVocabulary.SHAPES::get) : both(scene, there);
  }

  /** {@code "red shape" -> "a red shape"}. */
  static String article(String what) {
    return WorldVocabulary.withArticle(what);
  }

  private String coloured(String colour) {
    return colour + " " + (random.nextInt(5) < 2 ? "shape" : any(random, WorldVocabulary.NOUNS));
  }

  private Optional<Integer> colour(Scene scene, boolean there) {
    return there
        ? Optional.of(any(random, scene.things()).colour())
        : one(scene.colours().stream().filter(c -> !scene.hasColour(c)).toList());
  }

  private Optional<Integer> shape(Scene scene, boolean there) {
    return there
        ? Optional.of(any(random, scene.things()).shape())
        : one(scene.shapes().stream().filter(s -> !scene.hasShape(s)).toList());
  }

  private Optional<String> both(Scene scene, boolean there) {
    SceneObject thing = any(random, scene.things());
    for (int i = 0; !there && i < TRIES && scene.things().contains(thing); i++) {
      thing =
          random.nextBoolean()
              ? new SceneObject(thing.colour(), any(random, scene.shapes()))
              : new SceneObject(any(random, scene.colours()), thing.shape());
    }
    return there == scene.things().contains(thing)
        ? Optional.of(thing.colourWord() + " " + thing.shapeWord())
        : Optional.empty();
  }

  private Optional<Integer> one(List<Integer> among) {
    return among.isEmpty() ? Optional.empty() : Optional.of(any(random, among));
  }
}
