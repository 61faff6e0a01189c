package io.fusebox.toolkit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the two names that a configuration gives its model belong together. */
final class Architectures {
  /** Families whose classes are called as their {@code model_type} begins. */
  private static final Set<String> FAMILIES =
      Set.of(
          "bart",
          "t5",
          "gpt2",
          "llama",
          "qwen2",
          "qwen3",
          "vit",
          "clip",
          "siglip",
          "dinov2",
          "videomae",
          "wav2vec2",
          "hubert",
          "whisper");

  private Architectures() {}

  /** The {@code architectures} if no class of the model's family is among them, for people. */
  static Optional<String> foreign(JsonNode config) {
    String family = config.path("model_type").asText("").replaceFirst("_.*", "");
    List<String> named = new ArrayList<>();
    config.path("architectures").forEach(name -> named.add(name.asText()));
    if (named.isEmpty() || !FAMILIES.contains(family)) {
      return Optional.empty();
    }
    boolean own = named.stream().anyMatch(name -> isOf(family, name));
    return own ? Optional.empty() : Optional.of(String.join(", ", named));
  }

  private static boolean isOf(String family, String name) {
    return name.replaceFirst("^(TF|Flax)", "").toLowerCase(Locale.ROOT).startsWith(family);
  }
}
