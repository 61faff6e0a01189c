package io.fusebox.api.plm;

import static io.fusebox.api.settings.Settings.require;

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
public record GenerationConfig(
    int maxLength,
    int minLength,
    int beams,
    double lengthPenalty,
    EarlyStopping early,
    int noRepeatNgram,
    long forcedBos,
    long forcedEos,
    int returned) {

  /** What the reference does when nothing is said. */
  public static final GenerationConfig DEFAULTS =
      new GenerationConfig(20, 0, 1, 1.0, EarlyStopping.FALSE, 0, -1, -1, 1);

  /** When beam search stops. */
  public enum EarlyStopping {
    /** As soon as there are enough finished beams ({@code true}). */
    TRUE,
    /** When no unfinished beam is likely to beat them ({@code false}). */
    FALSE,
    /** When no unfinished beam can beat them ({@code "never"}). */
    NEVER
  }

  public GenerationConfig {
    require(
        maxLength > 1,
        "max-length counts the start token and must be at least 2, found " + maxLength);
    require(minLength >= 0, "min-length must not be negative, found " + minLength);
    require(
        beams > 0 && beams <= MOST_BEAMS,
        "beams must be between 1 and " + MOST_BEAMS + ", found " + beams);
    require(Double.isFinite(lengthPenalty), "length-penalty must be a number");
    require(noRepeatNgram >= 0, "no-repeat-ngram must not be negative, found " + noRepeatNgram);
    require(
        returned > 0 && returned <= beams,
        "returned must be between 1 and beams (" + beams + "), found " + returned);
  }

  private static final int MOST_BEAMS = 1024;

  /** Greedy search up to {@code maxLength} tokens, start token included, ending at will. */
  public static GenerationConfig greedy(int maxLength) {
    return DEFAULTS.withMaxLength(maxLength);
  }

  public GenerationConfig withMaxLength(int max) {
    return new GenerationConfig(
        max, minLength, beams, lengthPenalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  /** At most this many tokens behind the start token. */
  public GenerationConfig withMaxNewTokens(int tokens) {
    return withMaxLength(Math.addExact(tokens, 1));
  }

  public GenerationConfig withMinLength(int min) {
    return new GenerationConfig(
        maxLength, min, beams, lengthPenalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  /** This many beams, and no more returned than that. */
  public GenerationConfig withBeams(int n) {
    return new GenerationConfig(
        maxLength,
        minLength,
        n,
        lengthPenalty,
        early,
        noRepeatNgram,
        forcedBos,
        forcedEos,
        Math.min(returned, Math.max(n, 1)));
  }

  public GenerationConfig withLengthPenalty(double penalty) {
    return new GenerationConfig(
        maxLength, minLength, beams, penalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  public GenerationConfig withEarly(EarlyStopping when) {
    return new GenerationConfig(
        maxLength,
        minLength,
        beams,
        lengthPenalty,
        when,
        noRepeatNgram,
        forcedBos,
        forcedEos,
        returned);
  }

  public GenerationConfig withNoRepeatNgram(int size) {
    return new GenerationConfig(
        maxLength, minLength, beams, lengthPenalty, early, size, forcedBos, forcedEos, returned);
  }

  public GenerationConfig withForcedBos(long token) {
    return new GenerationConfig(
        maxLength,
        minLength,
        beams,
        lengthPenalty,
        early,
        noRepeatNgram,
        token,
        forcedEos,
        returned);
  }

  public GenerationConfig withForcedEos(long token) {
    return new GenerationConfig(
        maxLength,
        minLength,
        beams,
        lengthPenalty,
        early,
        noRepeatNgram,
        forcedBos,
        token,
        returned);
  }

  public GenerationConfig withReturned(int sequences) {
    return new GenerationConfig(
        maxLength,
        minLength,
        beams,
        lengthPenalty,
        early,
        noRepeatNgram,
        forcedBos,
        forcedEos,
        sequences);
  }
}
