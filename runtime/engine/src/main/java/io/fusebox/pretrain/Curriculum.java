package io.fusebox.pretrain;

import io.fusebox.pretrain.reading.Exercise;
import io.fusebox.pretrain.reading.Exercises.Form;
import io.fusebox.pretrain.world.Level;
import java.util.List;

/**
 * Makes the exercises harder when the recent answers were mostly right: first come negated
 * questions, then made-up codes, then more words and noise.
 */
final class Curriculum {
  private static final double PRESENCE_WELL = 0.85;
  private static final double OTHERS_WELL = 0.8;
  private static final double CODES_WELL = 0.75;

  private final Grade presence = new Grade();
  private final Grade others = new Grade();
  private final Grade codes = new Grade();
  private Level level = Level.FIRST;

  /** How hard the next exercises are to be. */
  Level level() {
    return level;
  }

  /** Hears which exercises of a batch were answered rightly. */
  void hear(List<Exercise> batch, boolean[] right) {
    codes.add(batch, right, e -> e.form() == Form.CODES);
    presence.add(batch, right, e -> e.form() != Form.CODES && e.forPresence());
    others.add(batch, right, e -> e.form() != Form.CODES && !e.forPresence());
    if (presence.value() < PRESENCE_WELL || others.value() < OTHERS_WELL) {
      return;
    }
    if (level.negated() < Level.FULL.negated()) {
      level = level.negateMore();
    } else if (level.coded() < Level.FULL.coded()) {
      level = level.codeMore();
    } else if (codes.value() > CODES_WELL) {
      level = level.harden();
    }
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "presence %.2f, other %.2f, codes %.2f at hardness %.2f",
        presence.value(),
        others.value(),
        codes.value(),
        level.hardness());
  }
}
