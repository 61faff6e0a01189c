package io.fusebox.plm.bart;

import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.GenerationConfigReader;

/** How a BART checkpoint says that it should generate. */
final class BartGeneration {
  private BartGeneration() {}

  /**
   * {@code generation_config.json} says it all when it is there, as in the reference; older
   * checkpoints say it in {@code config.json}, where the end token is forced by default.
   */
  static GenerationConfig read(Checkpoint checkpoint, BartConfig config) {
    JsonNode json = checkpoint.config();
    GenerationConfig inherited = GenerationConfig.DEFAULTS.withForcedEos(config.eos());
    if (flag(json, "force_bos_token_to_be_generated", false)) {
      inherited = inherited.withForcedBos(config.bos());
    }
    return GenerationConfigReader.of(checkpoint, inherited);
  }
}
