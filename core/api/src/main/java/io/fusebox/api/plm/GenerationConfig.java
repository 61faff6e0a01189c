package io.fusebox.api.plm;

import static io.fusebox.api.settings.Settings.require;

import java.util.List;
import java.util.function.Consumer;

/**
 * How to generate. Names and meanings are those of the reference's generation options.
 *
 * @param maxLength the longest sequence, decoder start token included
 * @param minLength no end token before this length, decoder start token included
 * @param beams 1 = greedy
 * @param lengthPenalty beams are ranked by score / length^penalty
 * @param earlyStopping when beam search stops
 * @param noRepeatNgram no n-gram of this size twice; 0 = off
 * @param forcedBos the token forced at length 1; -1 = none
 * @param forcedEos the token forced at {@code maxLength - 1}; -1 = none
 * @param numReturnSequences how many sequences for each example, at most {@code beams}
 * @param eosTokens the tokens that end a sequence; none = the PLM's own end token alone
 */
public record GenerationConfig(
    int maxLength,
    int minLength,
    int beams,
    double lengthPenalty,
    EarlyStopping earlyStopping,
    int noRepeatNgram,
    long forcedBos,
    long forcedEos,
    int numReturnSequences,
    List<Long> eosTokens) {

  /** The reference's defaults. */
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
    eosTokens = List.copyOf(eosTokens);
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
        numReturnSequences > 0 && numReturnSequences <= beams,
        "num_return_sequences must be between 1 and beams ("
            + beams
            + "), found "
            + numReturnSequences);
  }

  private static final int MOST_BEAMS = 1024;

  /** A sequence ends in the PLM's own end token. */
  public GenerationConfig(
      int maxLength,
      int minLength,
      int beams,
      double lengthPenalty,
      EarlyStopping earlyStopping,
      int noRepeatNgram,
      long forcedBos,
      long forcedEos,
      int numReturnSequences) {
    this(
        maxLength,
        minLength,
        beams,
        lengthPenalty,
        earlyStopping,
        noRepeatNgram,
        forcedBos,
        forcedEos,
        numReturnSequences,
        List.of());
  }

  /** Greedy search up to {@code maxLength} tokens, start token included, ending at will. */
  public static GenerationConfig greedy(int maxLength) {
    return DEFAULTS.withMaxLength(maxLength);
  }

  public GenerationConfig withMaxLength(int tokens) {
    return with(changed -> changed.maxLength = tokens);
  }

  /** At most this many tokens after the start token. */
  public GenerationConfig withMaxNewTokens(int tokens) {
    return withMaxLength(Math.addExact(tokens, 1));
  }

  public GenerationConfig withMinLength(int tokens) {
    return with(changed -> changed.minLength = tokens);
  }

  /** This many beams, and no more sequences returned than that. */
  public GenerationConfig withBeams(int count) {
    return with(
        changed -> {
          changed.beams = count;
          changed.numReturnSequences = Math.min(numReturnSequences, Math.max(count, 1));
        });
  }

  public GenerationConfig withLengthPenalty(double exponent) {
    return with(changed -> changed.lengthPenalty = exponent);
  }

  public GenerationConfig withEarlyStopping(EarlyStopping when) {
    return with(changed -> changed.earlyStopping = when);
  }

  public GenerationConfig withNoRepeatNgram(int size) {
    return with(changed -> changed.noRepeatNgram = size);
  }

  public GenerationConfig withForcedBos(long token) {
    return with(changed -> changed.forcedBos = token);
  }

  public GenerationConfig withForcedEos(long token) {
    return with(changed -> changed.forcedEos = token);
  }

  public GenerationConfig withNumReturnSequences(int count) {
    return with(changed -> changed.numReturnSequences = count);
  }

  /** Any of these tokens ends a sequence; none = the PLM's own end token alone. */
  public GenerationConfig withEosTokens(List<Long> tokens) {
    return with(changed -> changed.eosTokens = tokens);
  }

  private GenerationConfig with(Consumer<Builder> change) {
    Builder builder = new Builder(this);
    change.accept(builder);
    return builder.build();
  }

  private static final class Builder {
    private int maxLength;
    private int minLength;
    private int beams;
    private double lengthPenalty;
    private EarlyStopping earlyStopping;
    private int noRepeatNgram;
    private long forcedBos;
    private long forcedEos;
    private int numReturnSequences;
    private List<Long> eosTokens;

    private Builder(GenerationConfig from) {
      maxLength = from.maxLength;
      minLength = from.minLength;
      beams = from.beams;
      lengthPenalty = from.lengthPenalty;
      earlyStopping = from.earlyStopping;
      noRepeatNgram = from.noRepeatNgram;
      forcedBos = from.forcedBos;
      forcedEos = from.forcedEos;
      numReturnSequences = from.numReturnSequences;
      eosTokens = from.eosTokens;
    }

    private GenerationConfig build() {
      return new GenerationConfig(
          maxLength,
          minLength,
          beams,
          lengthPenalty,
          earlyStopping,
          noRepeatNgram,
          forcedBos,
          forcedEos,
          numReturnSequences,
          eosTokens);
    }
  }
}
