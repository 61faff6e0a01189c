package io.fusebox.runtime.pretrain;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/** The small wav2vec 2.0's model card. */
final class Wav2Vec2Card {
  private static final String TEXT =
      """
      # wav2vec2-sounds

      A small wav2vec 2.0 that tells timbres, and where a pitch goes. It was trained on audio clips alone and
      has never seen a word or an image: what it was asked for are numbers of classes.

      - **Made by** `fusebox pretrain`: %d updates of %d audio clips, highest learning rate %s, seed %d.
      - **Size**: 16 kHz, one channel, 50 frames a second, width %d, %d layers, stored as float16.
      - **Data**: audio clips of one second that Fusebox composes: notes of five timbres (a sine, an organ, a
        reed, a buzz, noise) whose pitch stays, rises, falls or trembles, pauses, and a little noise.
      - **Targets**: timbre and motion in each frame. Later in the training each frame's vector also
        learns to look like all others in which the same is heard: like the sum of a random vector
        for the timbre and one for the motion.

      Of the frames of new audio clips in which something is heard: timbre right %s, motion right %s.

      Limits: it has heard single generated notes and nothing else; it knows no speech.
      """;

  private Wav2Vec2Card() {}

  static void write(Path folder, PretrainingPlan recipe, Map<String, Double> scores) {
    String card =
        TEXT.formatted(
            recipe.steps(),
            recipe.batch(),
            recipe.rate(),
            recipe.seed(),
            SmallBartConfig.WIDTH,
            SmallWav2Vec2Config.LAYERS,
            ModelCard.share(requireNonNull(scores.get("timbre"))),
            ModelCard.share(requireNonNull(scores.get("motion"))));
    ModelCard.write(folder, card);
  }
}
