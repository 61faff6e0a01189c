package io.fusebox.runtime.worlds.clips;

import java.util.Random;

/**
 * The parts of a clip: whether what is said is praise, whether what is shown goes well, and whether
 * what is heard is cheerful.
 */
record ClipSentiments(boolean said, boolean shown, boolean heard) {
  static final String SARCASTIC = "sarcastic";
  static final String SINCERE = "sincere";

  /** Random moods that make the remark sarcastic, or sincere. */
  static ClipSentiments random(Random random, boolean sarcastic) {
    ClipSentiments moods;
    do {
      moods = new ClipSentiments(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    } while (moods.sarcastic() != sarcastic);
    return moods;
  }

  /**
   * A remark is sincere when it fits what is shown and what is heard. None of the three decides by
   * itself, and no two of them decide for sure.
   */
  boolean sarcastic() {
    return said != shown || said != heard;
  }

  String label() {
    return sarcastic() ? SARCASTIC : SINCERE;
  }

  /** For those who look into the data: {@code praise, goes badly, cheerful}. */
  @Override
  public String toString() {
    return "%s, %s, %s"
        .formatted(
            said ? "praise" : "blame",
            shown ? "goes well" : "goes badly",
            heard ? "cheerful" : "gloomy");
  }
}
