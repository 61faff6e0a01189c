package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.toolkit.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The files next to the weights of a model: its card, and how its inputs are prepared. */
final class ModelCard {
  private ModelCard() {}

  /** Writes the card. */
  static void write(Path folder, String text) {
    write(folder, "README.md", text);
  }

  /** Writes {@code preprocessor_config.json}. */
  static void preprocessor(Path folder, JsonNode json) {
    write(folder, "preprocessor_config.json", json.toPrettyString() + "\n");
  }

  private static void write(Path folder, String name, String text) {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** A share as cards give it. */
  static String share(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }
}
