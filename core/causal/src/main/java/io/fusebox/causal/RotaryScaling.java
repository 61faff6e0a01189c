package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;
import java.util.List;
import java.util.Optional;

/**
 * How a checkpoint's rotary frequencies were stretched for longer texts. Before transformers 5 a
 * {@code config.json} says it in {@code rope_theta} and {@code rope_scaling}, since then in {@code
 * rope_parameters}.
 *
 * @param type {@code default}, {@code dynamic}, {@code linear}, {@code llama3} or {@code yarn}
 * @param theta the base of the frequencies
 * @param factor how much slower slow pairs turn
 * @param low below this many turns within {@code original} positions a pair is slow
 * @param high above this many it is as it was
 * @param original how many positions the model knew before it was stretched
 * @param yarn what that type alone has
 */
public record RotaryScaling(
    String type,
    double theta,
    double factor,
    double low,
    double high,
    double original,
    Optional<Yarn> yarn) {
  private static final List<String> KNOWN =
      List.of("default", "dynamic", "linear", "llama3", "yarn");

  public RotaryScaling {
    require(
        KNOWN.contains(type),
        "config.json: the rope_type '%s' is not read; known: %s. Use a checkpoint with one of these"
            .formatted(NameSuggestions.shown(type), String.join(", ", KNOWN)));
    requirePositive("rope_theta", theta);
    requirePositive("factor of its rotary positions", factor);
    requirePositive("low_freq_factor", low);
    requirePositive("original_max_position_embeddings", original);
    require(
        !type.equals("llama3") || high > low && Double.isFinite(high),
        "config.json: high_freq_factor must be more than low_freq_factor (%s), found %s"
            .formatted(low, high));
  }

  static void requirePositive(String name, double value) {
    require(
        value > 0 && value <= Float.MAX_VALUE,
        "config.json: the %s must be a positive number, found %s".formatted(name, value));
  }

  /**
   * Reads both forms.
   *
   * @param theta the family's base, where the file does not say it
   * @param positions how many the model knows
   */
  public static RotaryScaling read(JsonNode json, double theta, int positions) {
    JsonNode today = json.path("rope_parameters");
    JsonNode scaling = today.isObject() ? today : json.path("rope_scaling");
    require(
        scaling.isObject() || scaling.isNull() || scaling.isMissingNode(),
        "config.json: rope_scaling must be an object, found " + NameSuggestions.shown(scaling));
    String type = text(scaling, "rope_type", text(scaling, "type", "default"));
    requireWhole(json, scaling);
    double original =
        number(
            json,
            "original_max_position_embeddings",
            number(scaling, "original_max_position_embeddings", positions));
    return new RotaryScaling(
        type,
        number(today.isObject() && today.has("rope_theta") ? today : json, "rope_theta", theta),
        number(scaling, "factor", 1),
        number(scaling, "low_freq_factor", 1),
        number(scaling, "high_freq_factor", 4),
        original,
        type.equals("yarn")
            ? Optional.of(Yarn.read(scaling, original, positions))
            : Optional.empty());
  }

  /** Some models turn a part of each head alone, or differ from layer to layer. */
  private static void requireWhole(JsonNode json, JsonNode scaling) {
    for (JsonNode node : List.of(json, scaling)) {
      double part = number(node, "partial_rotary_factor", 1);
      require(
          part == 1,
          "config.json: partial_rotary_factor must be 1, found %s; models that turn a part of each head are not read"
              .formatted(part));
    }
    require(
        scaling.properties().stream().noneMatch(e -> e.getValue().isObject()),
        "config.json: rotary positions that differ from layer to layer are not read; use another"
            + " checkpoint");
  }

  /**
   * The frequency of a pair as the checkpoint has it. {@code dynamic} changes beyond the positions
   * that the model knows, where none is read.
   *
   * @param period by which the unscaled pair's frequency is 1 divided
   * @param width of a head
   */
  float frequency(int pair, float period, int width) {
    float frequency = 1 / period;
    return switch (type) {
      case "yarn" -> yarn.orElseThrow().frequency(pair, period, theta, width);
      case "linear" -> frequency / (float) factor;
      case "llama3" -> smoothed(frequency);
      default -> frequency;
    };
  }

  /** Slow pairs are slowed down, fast ones are not, those in between in part. */
  private float smoothed(float frequency) {
    float length = (float) (2 * Math.PI) / frequency;
    if (length < (float) (original / high)) {
      return frequency;
    }
    float slow = frequency / (float) factor;
    if (length > (float) (original / low)) {
      return slow;
    }
    float share = ((float) original / length - (float) low) / (float) (high - low);
    return (1 - share) * slow + share * frequency;
  }
}
