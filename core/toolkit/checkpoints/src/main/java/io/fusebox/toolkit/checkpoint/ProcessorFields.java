package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;

/**
 * The fields of a processor's file, which is not to be trusted. All methods that read throw {@link
 * FuseboxException} with the field's name, what was expected and what was found.
 */
public record ProcessorFields(Path file, JsonNode json) {
  /** Whether the file says anything of a field; null says nothing. */
  public boolean has(String key) {
    return !json.path(key).isMissingNode() && !json.path(key).isNull();
  }

  public boolean flag(String key, boolean otherwise) {
    require(!has(key) || json.path(key).isBoolean(), key, "true or false");
    return json.path(key).asBoolean(otherwise);
  }

  public double number(String key, double otherwise) {
    require(!has(key) || json.path(key).isNumber(), key, "a number");
    return has(key) ? json.path(key).asDouble() : otherwise;
  }

  /** A text; empty when the file does not say it. */
  public String text(String key) {
    require(!has(key) || json.path(key).isTextual(), key, "a text");
    return has(key) ? json.path(key).textValue() : "";
  }

  private void require(boolean rule, String key, String expected) {
    if (!rule) {
      throw invalid(key, expected);
    }
  }

  /** The refusal of a field that breaks a rule. */
  public FuseboxException invalid(String key, String rule) {
    return new FuseboxException(
        "'%s' of %s must be %s, found %s"
            .formatted(key, file, rule, NameSuggestions.shown(json.path(key))));
  }
}
