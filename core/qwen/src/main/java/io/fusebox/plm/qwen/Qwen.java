package io.fusebox.plm.qwen;

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
import java.util.List;
import java.util.function.Supplier;

/**
 * Qwen2 and 2.5 (Qwen team, 2024, "Qwen2 Technical Report"): built as Llama, with a bias on
 * queries, keys and values alone. Qwen3 (2025, "Qwen3 Technical Report") has none, and normalises
 * each head of queries and keys before it is rotated.
 */
public final class Qwen {
  /** Qwen has no settings: its checkpoint says everything. */
  public record Config() {}

  /** The {@code model_type} of what is read. Those with experts are others. */
  static final List<String> MODEL_TYPES = List.of("qwen2", "qwen3");

  private static final Usual USUAL = new Usual(4096, 22016, 32, 32, 151936, 32768, 1e-6);
  private static final int HEAD_WIDTH_OF_3 = 128;

  private Qwen() {}

  /**
   * Reads a Qwen.
   *
   * @param owner owns its tensors
   * @param tokenizer gives the tokenizer when it is first asked for
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not such a Qwen, or lacks a
   *     tensor
   */
  public static CausalPlm load(
      Checkpoint checkpoint, NDManager owner, Supplier<Tokenizer> tokenizer) {
    JsonNode json = checkpoint.config();
    String type = text(json, "model_type", "");
    require(
        MODEL_TYPES.contains(type),
        "config.json is of model_type '%s', expected one of %s; name a Qwen folder"
            .formatted(NameSuggestions.shown(type), String.join(", ", MODEL_TYPES)));
    RotaryConfig config = type.equals("qwen2") ? qwen2(json) : qwen3(json);
    SlidingWindows.requireWide(json, config.layers(), config.longest());
    return RotaryReader.load(checkpoint, config, owner, tokenizer);
  }

  private static RotaryConfig qwen2(JsonNode json) {
    return RotaryConfig.read(json, USUAL, 0, new Extras(true, false, false, false));
  }

  private static RotaryConfig qwen3(JsonNode json) {
    boolean bias = flag(json, "attention_bias", false);
    return RotaryConfig.read(json, USUAL, HEAD_WIDTH_OF_3, new Extras(bias, bias, false, true));
  }
}
