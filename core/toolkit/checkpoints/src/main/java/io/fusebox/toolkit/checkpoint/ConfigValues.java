package io.fusebox.toolkit.checkpoint;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;

/**
 * Values of a {@code config.json}, which is not to be trusted: of the right kind, and within
 * bounds. All methods throw {@link FuseboxException} with the name, what was expected and what was
 * found.
 */
public final class ConfigValues {
  private ConfigValues() {}

  /** A whole number; {@code byDefault} when it is missing or null. */
  public static int integer(JsonNode json, String name, int byDefault) {
    JsonNode value = json.path(name);
    if (isAbsent(value)) {
      return byDefault;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new FuseboxException(
          "config.json: %s must be a whole number, found %s"
              .formatted(name, NameSuggestions.shown(value)));
    }
    return value.intValue();
  }

  /** A number; {@code byDefault} when it is missing or null. */
  public static double number(JsonNode json, String name, double byDefault) {
    JsonNode value = json.path(name);
    if (isAbsent(value)) {
      return byDefault;
    }
    require(
        value.isNumber() && Double.isFinite(value.doubleValue()),
        "config.json: %s must be a number, found %s".formatted(name, value));
    return value.doubleValue();
  }

  /** True or false; {@code byDefault} when it is missing or null. */
  public static boolean flag(JsonNode json, String name, boolean byDefault) {
    JsonNode value = json.path(name);
    require(
        isAbsent(value) || value.isBoolean(),
        "config.json: %s must be true or false, found %s".formatted(name, value));
    return value.asBoolean(byDefault);
  }

  /** A text; {@code byDefault} when it is missing or null. */
  public static String text(JsonNode json, String name, String byDefault) {
    JsonNode value = json.path(name);
    require(
        isAbsent(value) || value.isTextual(),
        "config.json: %s must be a text, found %s".formatted(name, value));
    return isAbsent(value) ? byDefault : value.textValue();
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** Refuses a size that no model of its kind is near: the file is damaged or hostile. */
  public static void requireBetween(String name, int value, int least, int most) {
    require(
        value >= least && value <= most,
        "config.json: %s must be between %d and %d, found %d".formatted(name, least, most, value));
  }

  /** Refuses a token id that is not in the vocabulary. */
  public static void requireToken(String name, long id, int vocabulary) {
    require(
        id >= 0 && id < vocabulary,
        "config.json: %s must be a token, 0 to %d, found %d".formatted(name, vocabulary - 1, id));
  }
}
