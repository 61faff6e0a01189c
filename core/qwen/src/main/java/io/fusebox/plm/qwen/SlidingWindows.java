package io.fusebox.plm.qwen;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;

/**
 * Layers that see the last few thousand positions alone. Many files name a window that no layer
 * uses; one that is used is refused.
 */
final class SlidingWindows {
  private SlidingWindows() {}

  static void requireNone(JsonNode json, int layers) {
    boolean named = json.hasNonNull("sliding_window");
    boolean used = flag(json, "use_sliding_window", false) && named;
    int whole = integer(json, "max_window_layers", 28);
    JsonNode types = json.path("layer_types");
    for (JsonNode type : types) {
      require(
          type.asText().equals("full_attention"),
          refusal("layer_types names '" + NameSuggestions.shown(type.asText()) + "'"));
    }
    require(
        !used || !types.isEmpty() || whole >= layers,
        refusal("use_sliding_window is true and max_window_layers is " + whole));
  }

  private static String refusal(String why) {
    return "config.json: %s, and layers that see a sliding window alone are not read; use a checkpoint whose layers see all positions"
        .formatted(why);
  }
}
