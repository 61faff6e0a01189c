package io.fusebox.runtime.pretrain;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/** The small ViT's model card. */
final class VitCard {
  private static final String TEXT =
      """
      # vit-shapes

      A small ViT that distinguishes shapes and colours. It was trained on images alone and has never
      seen a word: what it was asked for are numbers of classes.

      - **Made by** `fusebox pretrain`: %d updates of %d images, highest learning rate %s, seed %d.
      - **Size**: images of %d pixels, patches of %d, width %d, %d layers, stored as float16.
      - **Data**: images that Fusebox paints: none to three things of 8 shapes and 16 colours, of random
        place and size, on a plain background, sometimes with noise.
      - **Targets**: shape and colour in each patch, and of the whole image (class token and pooler).
        Later in the training each vector also learns to look like all others that show the
        same: like the sum of a random vector for the shape and one for the colour.

      Of the patches of new images that show something: shape right %s, colour right %s.

      Limits: it has seen flat shapes on plain backgrounds and nothing else.
      """;

  private VitCard() {}

  static void write(Path folder, PretrainingPlan recipe, Map<String, Double> scores) {
    String card =
        TEXT.formatted(
            recipe.steps(),
            recipe.batch(),
            recipe.rate(),
            recipe.seed(),
            SmallVitConfig.SIZE,
            SmallVitConfig.PATCH,
            SmallBartConfig.WIDTH,
            SmallVitConfig.LAYERS,
            ModelCard.share(requireNonNull(scores.get("shape"))),
            ModelCard.share(requireNonNull(scores.get("colour"))));
    ModelCard.write(folder, card);
  }
}
