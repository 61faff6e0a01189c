package io.fusebox.plm.llama;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.causal.CausalPlm;
import io.fusebox.causal.RotaryConfig;
import io.fusebox.causal.RotaryConfig.Extras;
import io.fusebox.causal.RotaryConfig.Usual;
import io.fusebox.causal.RotaryReader;
import java.util.function.Supplier;

/**
 * Llama (Touvron et al., 2023, "LLaMA: Open and Efficient Foundation Language Models") and what is
 * published in its form: Llama 2 and 3, TinyLlama, SmolLM2.
 */
public final class Llama {
  /** Llama has no settings: its checkpoint says everything. */
  public record Config() {}

  private static final Usual USUAL = new Usual(4096, 11008, 32, 32, 32000, 2048, 1e-6);

  private Llama() {}

  /**
   * Reads a Llama.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not a Llama, or lacks a tensor
   */
  public static CausalPlm load(
      Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    JsonNode json = checkpoint.config();
    String type = text(json, "model_type", "");
    require(
        type.equals("llama"),
        "config.json is of model_type '%s', expected 'llama'; name a Llama folder"
            .formatted(NameSuggestions.shown(type)));
    boolean attentionBias = flag(json, "attention_bias", false);
    Extras extras = new Extras(attentionBias, attentionBias, flag(json, "mlp_bias", false), false);
    return RotaryReader.load(
        checkpoint, RotaryConfig.read(json, USUAL, 0, extras), owner, tokenizer);
  }
}
