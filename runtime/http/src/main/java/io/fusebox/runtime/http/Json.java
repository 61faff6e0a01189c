package io.fusebox.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The fields of a request's JSON object, by key; a value of another type is refused (400). */
public record Json(JsonNode object) {
  /**
   * Parses an object.
   *
   * @throws Problem 400 when it is none
   */
  public static Json of(byte[] bytes) {
    return new Json(StrictJson.object(bytes));
  }

  /** A value that must be an object. */
  public static Json ofObject(JsonNode value) {
    if (!value.isObject()) {
      throw new Problem(400, "a JSON object {...} is expected, found another value");
    }
    return new Json(value);
  }

  /** Refuses keys that are not known. */
  public Json only(Collection<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new Problem(400, NameSuggestions.unknown("key", key, known, ""));
              }
            });
    return this;
  }

  /** A text that must be there. */
  public String text(String key) {
    return optionalText(key)
        .orElseThrow(() -> new Problem(400, "'%s' is missing; give it".formatted(key)));
  }

  public Optional<String> optionalText(String key) {
    JsonNode value = object.path(key);
    return absent(value) ? Optional.empty() : Optional.of(typed(key, value.isTextual()).asText());
  }

  /** False when it is not there. */
  public boolean flag(String key) {
    JsonNode value = object.path(key);
    return !absent(value) && typed(key, value.isBoolean()).asBoolean();
  }

  public OptionalDouble number(String key) {
    JsonNode value = object.path(key);
    return absent(value)
        ? OptionalDouble.empty()
        : OptionalDouble.of(typed(key, value.isNumber()).asDouble());
  }

  public OptionalInt integer(String key) {
    JsonNode value = object.path(key);
    return absent(value)
        ? OptionalInt.empty()
        : OptionalInt.of(typed(key, value.canConvertToInt() && value.isInt()).asInt());
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private JsonNode typed(String key, boolean fits) {
    JsonNode value = object.path(key);
    if (!fits) {
      throw new Problem(
          400, "'%s' has another type, found %s".formatted(key, NameSuggestions.shown(value)));
    }
    return value;
  }
}
