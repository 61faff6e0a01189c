package io.fusebox.runtime.worlds.scenes;

/**
 * How hard the text world is. To find out whether something is there takes comparing words, which
 * is learnt best with few words, little noise and no negation; the rest comes on top of it.
 *
 * @param negated the share of negated questions among those for presence, up to a half
 * @param hardness from 0, few words and no noise, to 1, the whole world
 */
public record DifficultyLevel(double negated, double hardness) {
  /** Where learning starts. */
  public static final DifficultyLevel FIRST = new DifficultyLevel(0, 0);

  /** The whole world. */
  public static final DifficultyLevel FULL = new DifficultyLevel(0.5, 1);

  private static final int FIRST_COLOURS = 4;
  private static final int FIRST_SHAPES = 3;

  /** A bit more negation. */
  public DifficultyLevel negateMore() {
    return new DifficultyLevel(Math.min(FULL.negated, negated + 0.002), hardness);
  }

  /** A bit harder. */
  public DifficultyLevel harden() {
    return new DifficultyLevel(negated, Math.min(FULL.hardness, hardness + 0.0015));
  }

  /** How many of the world's colours there are. */
  public int colours() {
    return FIRST_COLOURS + share(WorldVocabulary.COLOURS.size() - FIRST_COLOURS);
  }

  /** How many of the world's shapes there are. */
  public int shapes() {
    return FIRST_SHAPES + share(WorldVocabulary.SHAPES.size() - FIRST_SHAPES);
  }

  /** This share, by hardness, of a number. */
  public int share(int of) {
    return (int) Math.round(of * hardness);
  }
}
