package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * YaRN (Peng et al., 2023, "YaRN: Efficient Context Window Extension of Large Language Models"):
 * pairs that turn often within the positions that the model knew stay as they are, pairs that turn
 * seldom are slowed down, and those in between in part.
 *
 * @param factor how much slower slow pairs turn
 * @param fast pairs that turn more often stay as they are
 * @param slow pairs that turn less often are slowed down
 * @param original how many positions the model knew before it was stretched
 * @param whole whether the ramp between fast and slow begins and ends at whole pairs
 * @param amplitude what queries and keys are multiplied by when they are turned
 */
record Yarn(
    double factor, double fast, double slow, double original, boolean whole, double amplitude) {
  /** As in the reference: a ramp that would be a step is this wide. */
  private static final double NARROWEST = 0.001;

  Yarn {
    RotaryScaling.requirePositive("factor of its rotary positions", factor);
    RotaryScaling.requirePositive("beta_fast", fast);
    RotaryScaling.requirePositive("beta_slow", slow);
    RotaryScaling.requirePositive("original_max_position_embeddings", original);
    RotaryScaling.requirePositive("attention_factor", amplitude);
  }

  /**
   * Reads its fields.
   *
   * @param scaling the object that names the type
   * @param positions how many the model knows
   */
  static Yarn read(JsonNode scaling, double original, int positions) {
    double factor = number(scaling, "factor", positions / original);
    return new Yarn(
        factor,
        orUsual(number(scaling, "beta_fast", 0), 32),
        orUsual(number(scaling, "beta_slow", 0), 1),
        original,
        flag(scaling, "truncate", true),
        number(scaling, "attention_factor", amplitude(scaling, factor)));
  }

  /** Zero is the usual, too, in the reference. */
  private static double orUsual(double said, double usual) {
    return said == 0 ? usual : said;
  }

  private static double amplitude(JsonNode scaling, double factor) {
    double some = number(scaling, "mscale", 0);
    double all = number(scaling, "mscale_all_dim", 0);
    return some == 0 || all == 0
        ? amplitude(factor, 1)
        : amplitude(factor, some) / amplitude(factor, all);
  }

  private static double amplitude(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  /**
   * The frequency of a pair.
   *
   * @param period by which the unscaled pair's frequency is 1 divided
   * @param width of a head
   */
  float frequency(int pair, float period, double theta, int width) {
    require(theta != 1, "config.json: the rope_theta of yarn must not be 1");
    double low = pairThatTurns(fast, theta, width);
    double high = pairThatTurns(slow, theta, width);
    low = Math.max(whole ? Math.floor(low) : low, 0);
    high = Math.min(whole ? Math.ceil(high) : high, width - 1);
    float ramp = (pair - (float) low) / (float) (high == low ? NARROWEST : high - low);
    float kept = 1 - Math.min(Math.max(ramp, 0), 1);
    return 1 / ((float) factor * period) * (1 - kept) + 1 / period * kept;
  }

  private double pairThatTurns(double times, double theta, int width) {
    return width * Math.log(original / (times * 2 * Math.PI)) / (2 * Math.log(theta));
  }
}
