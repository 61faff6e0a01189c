package io.fusebox.api.plm;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.generation.GenerationOptions;
import java.nio.file.Path;
import java.util.Optional;

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

  /** What the reference does when nothing is said. */
  public static final Generation DEFAULTS =
      new Generation(20, 0, 1, 1.0, Early.FALSE, 0, -1, -1, 1);

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
  public static Generation greedy(int maxLength) {
    return DEFAULTS.withMaxLength(maxLength);
  }

  /**
   * Reads the reference's options.
   *
   * @param options {@code num_beams} and so on; what is missing or null is as in {@code otherwise},
   *     except that a null token means none
   */
  public static Generation from(JsonNode options, Generation otherwise) {
    return new GenerationOptions(options, "").generation(otherwise);
  }

  /**
   * What a model folder says: its {@code generation_config.json}, or where there is none the old
   * fields of its configuration. Options that have no effect are warned of.
   *
   * @param inherited what the configuration leaves out
   */
  public static Generation of(Checkpoint checkpoint, Generation inherited) {
    return GenerationOptions.of(checkpoint, inherited);
  }

  /** What a model folder's {@code generation_config.json} says; empty when there is none. */
  public static Optional<Generation> file(Path folder) {
    return GenerationOptions.file(folder);
  }

  public Generation withMaxLength(int max) {
    return new Generation(
        max, minLength, beams, lengthPenalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  /** At most this many tokens behind the start token. */
  public Generation withMaxNewTokens(int tokens) {
    return withMaxLength(Math.addExact(tokens, 1));
  }

  public Generation withMinLength(int min) {
    return new Generation(
        maxLength, min, beams, lengthPenalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  /** This many beams, and no more returned than that. */
  public Generation withBeams(int n) {
    return new Generation(
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

  public Generation withLengthPenalty(double penalty) {
    return new Generation(
        maxLength, minLength, beams, penalty, early, noRepeatNgram, forcedBos, forcedEos, returned);
  }

  public Generation withEarly(Early when) {
    return new Generation(
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

  public Generation withNoRepeatNgram(int size) {
    return new Generation(
        maxLength, minLength, beams, lengthPenalty, early, size, forcedBos, forcedEos, returned);
  }

  public Generation withForcedBos(long token) {
    return new Generation(
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

  public Generation withForcedEos(long token) {
    return new Generation(
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

  public Generation withReturned(int sequences) {
    return new Generation(
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
