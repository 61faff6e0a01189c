package io.fusebox.runtime.worlds.scenes;

import static io.fusebox.runtime.worlds.scenes.Scene.any;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Puts scenes into words: one sentence, a sentence for each thing, or bare words. */
public final class SceneDescriber {
  private final Random random;

  public SceneDescriber(Random random) {
    this.random = random;
  }

  /** Words for a scene. */
  public String describe(Scene scene) {
    return switch (random.nextInt(3)) {
      case 0 -> sentence(scene);
      case 1 -> sentences(scene);
      default -> keywords(scene);
    };
  }

  private String sentence(Scene scene) {
    String all = scene.things().stream().map(this::thing).collect(Collectors.joining(" and "));
    String image = any(random, WorldVocabulary.IMAGES);
    return any(
            random,
            List.of(
                "there is %s.",
                "the " + image + " shows %s.",
                "this is a " + image + " of %s.",
                "in the " + image + " there is %s.",
                "we see %s.",
                "%s."))
        .formatted(all);
  }

  private String sentences(Scene scene) {
    return scene.things().stream()
        .map(
            t ->
                any(random, List.of("there is %s.", "it has %s.", "one can see %s."))
                    .formatted(thing(t)))
        .collect(Collectors.joining(" "));
  }

  private String keywords(Scene scene) {
    String form = any(random, List.of("%s %s", "%s, %s", "color %s shape %s"));
    return scene.things().stream()
        .map(t -> form.formatted(t.colourWord(), t.shapeWord()))
        .collect(Collectors.joining(" "));
  }

  private String thing(SceneObject thing) {
    return random.nextInt(5) == 0
        ? WorldVocabulary.withArticle(thing.shapeWord()) + " that is " + thing.colourWord()
        : WorldVocabulary.withArticle(thing.colourWord() + " " + thing.shapeWord());
  }
}
