package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

  /** A whole number; {@code otherwise} when the file does not say it. */
  public int integer(String key, int otherwise, int least, int most) {
    JsonNode value = json.path(key);
    boolean within = value.isInt() && value.asInt() >= least && value.asInt() <= most;
    require(!has(key) || within, key, "a whole number from %d to %d".formatted(least, most));
    return has(key) ? value.asInt() : otherwise;
  }

  /** Refuses a field that says anything but the one text that is known. */
  public void requireUsual(String key, String usual, String rule) {
    require(!has(key) || json.path(key).equals(TextNode.valueOf(usual)), key, rule);
  }

  /** Refuses a field that says anything but the one number that is known. */
  public void requireUsual(String key, double usual, String rule) {
    JsonNode value = json.path(key);
    require(!has(key) || value.isNumber() && value.asDouble() == usual, key, rule);
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
