package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.checkpoint.TokenIds;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import java.nio.file.Path;
import java.util.List;

/**
 * The tokens of a model folder that end an answer. Files name some that the vocabulary does not
 * have, such as GPT-2's default in a small model: no answer holds them, so they are left out.
 */
final class EndTokens {
  private EndTokens() {}

  /**
   * Those of {@code config.json}, or where it names none those of {@code generation_config.json}.
   */
  static List<Long> read(Checkpoint checkpoint, int vocabulary) {
    Path folder = checkpoint.folder();
    List<Long> named = TokenIds.of(checkpoint.config(), "eos_token_id").orElse(List.of());
    List<Long> ends = usable(folder.resolve("config.json"), named, vocabulary);
    if (ends.isEmpty()) {
      ends = ofGeneration(folder, vocabulary);
    }
    require(
        !ends.isEmpty(),
        "config.json and generation_config.json name no eos_token_id from 0 to %d (config.json: %s), and without one no answer ends; set eos_token_id in config.json to the tokenizer's end token"
            .formatted(vocabulary - 1, named.isEmpty() ? "none" : named));
    return ends;
  }

  /** Those of {@code generation_config.json}, if there are any. */
  static List<Long> ofGeneration(Path folder, int vocabulary) {
    return usable(
        folder.resolve(GenerationConfigReader.FILE),
        GenerationConfigReader.endTokens(folder),
        vocabulary);
  }

  private static List<Long> usable(Path file, List<Long> named, int vocabulary) {
    List<Long> usable = named.stream().filter(id -> id >= 0 && id < vocabulary).toList();
    if (usable.size() < named.size()) {
      CheckpointWarnings.warnOnce(
          "%s names the eos_token_id %s, but tokens are 0 to %d; those outside are left out"
              .formatted(file, named, vocabulary - 1));
    }
    return usable;
  }
}
