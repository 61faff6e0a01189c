package io.fusebox.plm.qwen;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;
import java.util.OptionalInt;

/**
 * Layers that see the last few thousand positions alone. Many files name a window that no layer
 * uses; one that is used is refused, unless it is as long as the longest input.
 *
 * @param window how many positions such a layer sees, if there may be any
 * @param longest how many positions an input has at most
 */
record SlidingWindows(OptionalInt window, int longest) {
  private static final String FULL = "full_attention";
  private static final String SLIDING = "sliding_attention";
  private static final int USUAL = 4096;

  /** Refuses layers that would not see all of the longest input. */
  static void requireWide(JsonNode json, int layers, int longest) {
    new SlidingWindows(window(json), longest).check(json, layers);
  }

  /** A file that says nothing has the reference's window; null = none. */
  private static OptionalInt window(JsonNode json) {
    boolean none = json.path("sliding_window").isNull();
    int length = integer(json, "sliding_window", USUAL);
    return flag(json, "use_sliding_window", false) && !none
        ? OptionalInt.of(length)
        : OptionalInt.empty();
  }

  private void check(JsonNode json, int layers) {
    int whole = integer(json, "max_window_layers", 28);
    JsonNode types = json.path("layer_types");
    for (JsonNode type : types) {
      String name = type.asText();
      require(
          name.equals(FULL) || name.equals(SLIDING) && isWide(),
          refusal("layer_types names '" + NameSuggestions.shown(name) + "'"));
    }
    require(
        window.isEmpty() || isWide() || !types.isEmpty() || whole >= layers,
        refusal("use_sliding_window is true and max_window_layers is " + whole));
  }

  private boolean isWide() {
    return window.isPresent() && window.getAsInt() >= longest;
  }

  private String refusal(String why) {
    String length = window.isPresent() ? String.valueOf(window.getAsInt()) : "none";
    return "config.json: %s, and layers that see a sliding window alone (sliding_window: %s) are not read where inputs may be longer (%d positions); use a checkpoint whose layers see all positions"
        .formatted(why, length, longest);
  }
}
