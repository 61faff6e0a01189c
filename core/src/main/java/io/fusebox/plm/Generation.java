package io.fusebox.plm;

import static io.fusebox.plugin.Settings.require;

/**
 * How to generate. Names and meanings are those of the reference's generation options.
 *
 * @param maxLength the longest sequence, decoder start token included
 * @param minLength no end token before this length, decoder start token included
 * @param beams 1 = greedy
 * @param lengthPenalty beams are ranked by score / length^penalty
 * @param early when beam search stops
 * @param noRepeatNgram no n-gram of this size twice; 0 = off
 * @param forcedBos the token forced at length 1; -1 = none
 * @param forcedEos the token forced at {@code maxLength - 1}; -1 = none
 * @param returned how many sequences for each example, at most {@code beams}
 */
public record Generation(
    int maxLength,
    int minLength,
    int beams,
    double lengthPenalty,
    Early early,
    int noRepeatNgram,
    long forcedBos,
    long forcedEos,
    int returned) {

  /** When beam search stops. */
  public enum Early {
    /** As soon as there are enough finished beams ({@code true}). */
    TRUE,
    /** When no unfinished beam is likely to beat them ({@code false}). */
    FALSE,
    /** When no unfinished beam can beat them ({@code "never"}). */
    NEVER
  }

  public Generation {
    require(maxLength > 0, "max-length must be positive, found " + maxLength);
    require(beams > 0, "beams must be positive, found " + beams);
    require(
        returned > 0 && returned <= beams,
        "returned must be between 1 and beams (" + beams + "), found " + returned);
  }

  /** Greedy search up to {@code maxLength} tokens, start token included, ending at will. */
  public static Generation greedy(int maxLength) {
    return new Generation(maxLength, 0, 1, 1.0, Early.FALSE, 0, -1, -1, 1);
  }
}
