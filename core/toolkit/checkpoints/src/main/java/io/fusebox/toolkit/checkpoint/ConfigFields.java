package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;
import java.util.List;

/**
 * The fields of a {@code config.json}, which is untrusted; what it leaves out is as in the
 * reference. All methods throw {@link FuseboxException} with the field's name, what was expected
 * and what was found.
 *
 * @param json the configuration, or the part of it that describes this model
 */
public record ConfigFields(Path folder, JsonNode json) {
  private static final int MOST = 1 << 20;

  public static ConfigFields of(Checkpoint checkpoint) {
    return new ConfigFields(checkpoint.folder(), checkpoint.config());
  }

  /** A text that may be missing, and else must be one of those that {@code reader} knows. */
  public String oneOf(String key, String reader, String... known) {
    return oneOf(key, reader, known[0], List.of(known));
  }

  /** The same of a longer list; {@code otherwise} when it is missing. */
  public String oneOf(String key, String reader, String otherwise, List<String> known) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!known.contains(value.asText())) {
      throw bad(key, "'" + String.join("' or '", known) + "' for the " + reader + " encoder");
    }
    return value.asText();
  }

  /** A size: a whole number that is positive and that a model could have. */
  public int size(String key, int otherwise) {
    return size(key, json.path(key), otherwise);
  }

  /** The side of a square: one size, or the same size twice. */
  public int side(String key, int otherwise) {
    JsonNode value = json.path(key);
    if (value.isArray() && (value.size() != 2 || !value.get(0).equals(value.get(1)))) {
      throw bad(key, "square (one number)");
    }
    return size(key, value.isArray() ? value.get(0) : value, otherwise);
  }

  private int size(String key, JsonNode value, int otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    } else if (!value.isInt() || value.asInt() < 1 || value.asInt() > MOST) {
      throw bad(key, "a whole number from 1 to " + MOST);
    }
    return value.asInt();
  }

  public double number(String key, double otherwise) {
    JsonNode value = json.path(key);
    boolean unsaid = value.isMissingNode() || value.isNull();
    require(
        unsaid || value.isNumber() && Double.isFinite(value.doubleValue()), key, "a finite number");
    return unsaid ? otherwise : value.doubleValue();
  }

  public String text(String key, String otherwise) {
    JsonNode value = json.path(key);
    boolean unsaid = value.isMissingNode() || value.isNull();
    require(unsaid || value.isTextual(), key, "a text");
    return unsaid ? otherwise : value.textValue();
  }

  public boolean flag(String key, boolean otherwise) {
    JsonNode value = json.path(key);
    require(value.isMissingNode() || value.isNull() || value.isBoolean(), key, "true or false");
    return value.asBoolean(otherwise);
  }

  /** Refuses a field unless {@code rule} holds. */
  public void require(boolean rule, String key, String expected) {
    if (!rule) {
      throw bad(key, expected);
    }
  }

  private FuseboxException bad(String key, String rule) {
    return new FuseboxException(
        "'%s' in the config.json of %s must be %s, found %s; use another checkpoint"
            .formatted(key, folder, rule, NameSuggestions.shown(json.path(key))));
  }
}
