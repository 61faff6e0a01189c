package io.fusebox.toolkit.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.fusebox.api.settings.NameSuggestions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in words why a text is not JSON: Jackson's own messages name its classes and settings. One
 * that is not known here becomes a general sentence, never Jackson's.
 */
public final class JsonErrorMessage {
  private static final String MOST = ".*maximum allowed \\((\\d+)";
  private static final String UTF8 = "it is not UTF-8 text; save it as UTF-8";

  /** From the beginnings of Jackson's messages to ours; {@code %s} is the text that was found. */
  private static final Map<Pattern, String> WORDS = words();

  private JsonErrorMessage() {}

  private static Map<Pattern, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("Unexpected end-of-input", "it ends before everything is closed; is it cut off?");
    words.put("Duplicate field '(.*)'", "found the duplicate name '%s'; give each name once");
    words.put(
        "Unrecognized token '(.*?)'", "found '%s', which is not a value; text is in double quotes");
    words.put("Document nesting depth" + MOST, "it is nested deeper than %s levels");
    words.put("String (?:value )?length" + MOST, "found a text of more than %s characters");
    words.put("(?:Property )?[Nn]ame length" + MOST, "found a name of more than %s characters");
    words.put("Number value length" + MOST, "found a number of more than %s digits");
    words.put(".*out of range of", "found a number that is out of range");
    words.put("Illegal (unquoted )?character|.*CTRL-CHAR", "found a control character; escape it");
    words.put("Invalid UTF-8|Invalid UTF-32|.*surrogate", UTF8);
    words.put("Unsupported UCS-4", UTF8);
    words.put("Unrecognized character escape", "found an escape that JSON does not have, after \\");
    words.put("Invalid numeric value|.*[Dd]ecimal point", "found a number not written as in JSON");
    words.put("Unexpected close marker '(.*?)'", "found '%s', which closes nothing that is open");
    words.put("Trailing token", "it goes on after its end; one value was expected");
    words.put(
        "Unexpected character \\('(.*?)' \\(code.*double-quote to start",
        "found '%s', expected a name in double quotes");
    words.put(
        "Unexpected character \\('(.*?)' \\(code.*colon",
        "found '%s', expected a ':' after a name");
    words.put(
        "Unexpected character \\('(.*?)' \\(code.*comma",
        "found '%s', expected a ',' or the closing bracket");
    words.put("Unexpected character \\('(.*?)' \\(code", "found '%s', expected a value");
    Map<Pattern, String> compiled = new LinkedHashMap<>();
    words.forEach((begin, said) -> compiled.put(Pattern.compile(begin, Pattern.DOTALL), said));
    return Collections.unmodifiableMap(compiled);
  }

  /** The mistake, without the place. */
  public static String of(JacksonException e) {
    if (e instanceof JsonEOFException) {
      return "it ends before everything is closed; is it cut off?";
    }
    String message = String.valueOf(e.getOriginalMessage());
    for (Map.Entry<Pattern, String> known : WORDS.entrySet()) {
      Matcher matcher = known.getKey().matcher(message);
      if (matcher.lookingAt()) {
        boolean found = known.getValue().contains("%s");
        return found
            ? known.getValue().formatted(NameSuggestions.shown(matcher.group(1)))
            : known.getValue();
      }
    }
    return "it is not JSON from here on";
  }

  /** The place: {@code line:column}, both from 1. */
  public static String place(JacksonException e) {
    JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    return "%d:%d".formatted(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
