package io.fusebox.runtime.pretrain;

import io.fusebox.runtime.pretrain.reading.Exercise;
import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import java.util.List;
import java.util.Locale;

/**
 * Makes the exercises harder while the recent answers are mostly right: first come negated
 * questions, then languages, at first half understood, then more words and noise.
 */
final class Curriculum {
  private static final double WELL = 0.8;
  private static final double TONGUES_WELL = 0.5;
  private static final double HALF_UNDERSTOOD = 0.6;

  private final RunningAccuracy presence = new RunningAccuracy();
  private final RunningAccuracy others = new RunningAccuracy();
  private DifficultyLevel level = DifficultyLevel.FIRST;
  private double words = 1;

  /** How hard the next exercises are to be. */
  DifficultyLevel level() {
    return level;
  }

  /** How much of the plain words is mixed into languages; 1 = there are none yet. */
  double words() {
    return words;
  }

  /** Whether there are languages. */
  boolean languages() {
    return words < 1;
  }

  /**
   * Hears of one step.
   *
   * @param batch exercises in plain words
   * @param right which of them were answered rightly
   * @param languages how well languages were learnt lately
   */
  void hear(List<Exercise> batch, boolean[] right, double languages) {
    presence.add(batch, right, Exercise::forPresence);
    others.add(batch, right, e -> !e.forPresence());
    if (presence.value() < WELL || others.value() < WELL) {
      return;
    }
    if (level.negated() < DifficultyLevel.FULL.negated()) {
      level = level.negateMore();
    } else if (words == 1) {
      words = HALF_UNDERSTOOD;
    } else if (languages > TONGUES_WELL) {
      words = Math.max(0, words * 0.992 - 0.0004);
      level = words > 0 ? level : level.harden();
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "presence %.2f, other %.2f, words %.2f, hardness %.2f",
        presence.value(),
        others.value(),
        words,
        level.hardness());
  }
}
