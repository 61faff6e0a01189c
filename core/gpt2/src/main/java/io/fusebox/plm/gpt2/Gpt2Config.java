package io.fusebox.plm.gpt2;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;

/**
 * The sizes and choices of one GPT-2, from its {@code config.json}. What the file leaves out has
 * the reference's default.
 */
record Gpt2Config(
    int width,
    int layers,
    int heads,
    int inner,
    int vocabulary,
    int positions,
    double eps,
    String activation,
    boolean tied) {
  /** No GPT-2 is near these; a file that says more is damaged or hostile. */
  private static final int MOST = 1 << 24;

  private static final int MOST_WIDTH = 1 << 16;

  Gpt2Config {
    requireBetween("n_embd", width, 1, MOST_WIDTH);
    requireBetween("n_layer", layers, 1, 1024);
    requireBetween("n_head", heads, 1, width);
    requireBetween("n_inner", inner, 1, MOST);
    requireBetween("vocab_size", vocabulary, 1, MOST);
    requireBetween("n_positions", positions, 1, MOST);
    require(
        width % heads == 0,
        "config.json: n_embd (%d) must be a multiple of n_head (%d)".formatted(width, heads));
    require(
        eps > 0 && eps < 1,
        "config.json: layer_norm_epsilon must be between 0 and 1, found " + eps);
  }

  static Gpt2Config read(JsonNode json) {
    String type = text(json, "model_type", "");
    require(
        type.equals("gpt2"),
        "config.json is of model_type '%s', expected 'gpt2'; name a GPT-2 folder"
            .formatted(NameSuggestions.shown(type)));
    requireUsual(json, "scale_attn_weights", true);
    requireUsual(json, "scale_attn_by_inverse_layer_idx", false);
    int width = integer(json, "n_embd", 768);
    return new Gpt2Config(
        width,
        integer(json, "n_layer", 12),
        integer(json, "n_head", 12),
        integer(json, "n_inner", Math.multiplyExact(4, Math.min(width, MOST_WIDTH))),
        integer(json, "vocab_size", 50257),
        integer(json, "n_positions", 1024),
        number(json, "layer_norm_epsilon", 1e-5),
        text(json, "activation_function", "gelu_new"),
        flag(json, "tie_word_embeddings", true));
  }

  private static void requireUsual(JsonNode json, String name, boolean usual) {
    require(
        flag(json, name, usual) == usual,
        "config.json: %s must be %s; models whose attention is scaled otherwise are not read"
            .formatted(name, usual));
  }
}
