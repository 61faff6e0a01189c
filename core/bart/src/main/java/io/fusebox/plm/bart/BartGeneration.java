package io.fusebox.plm.bart;

import static io.fusebox.toolkit.checkpoint.ConfigNumbers.flag;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Generation;

/** How a BART checkpoint says that it should generate. */
final class BartGeneration {
  private BartGeneration() {}

  /**
   * {@code generation_config.json} says it all when it is there, as in the reference; older
   * checkpoints say it in {@code config.json}, where the end token is forced by default.
   */
  static Generation read(Checkpoint checkpoint, BartConfig config) {
    JsonNode json = checkpoint.config();
    Generation inherited = Generation.DEFAULTS.withForcedEos(config.eos());
    if (flag(json, "force_bos_token_to_be_generated", false)) {
      inherited = inherited.withForcedBos(config.bos());
    }
    return Generation.of(checkpoint, inherited);
  }
}
