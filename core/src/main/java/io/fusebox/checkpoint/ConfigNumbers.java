package io.fusebox.checkpoint;

import static io.fusebox.plugin.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.FuseboxException;
import io.fusebox.plugin.Names;

/**
 * Numbers of a {@code config.json}, which comes from strangers: whole, and within bounds. All
 * methods throw {@link FuseboxException} with the name, what was expected and what was found.
 */
public final class ConfigNumbers {
  private ConfigNumbers() {}

  /** A whole number; {@code byDefault} when it is missing or null. */
  public static int whole(JsonNode json, String name, int byDefault) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new FuseboxException(
          "config.json: %s must be a whole number, found %s".formatted(name, Names.shown(value)));
    }
    return value.intValue();
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
