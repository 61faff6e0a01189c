package io.fusebox.plm.bart;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireToken;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;

/**
 * The sizes and choices of one BART, from its {@code config.json}. What the file leaves out has the
 * reference's default.
 */
record BartConfig(
    int width,
    int vocabulary,
    int maxPositions,
    Stack encoder,
    Stack decoder,
    String activation,
    boolean scaleEmbedding,
    boolean tied,
    long bos,
    long pad,
    long eos,
    long decoderStart) {
  static final double EPS = 1e-5;

  /** No BART is near these; a file that says more is damaged or hostile. */
  private static final int MOST = 1 << 24;

  private static final int MOST_LAYERS = 1024;

  /** The layers of the encoder or of the decoder. */
  record Stack(int layers, int heads, int feedForward) {}

  BartConfig {
    requireBetween("d_model", width, 1, 1 << 16);
    requireBetween("vocab_size", vocabulary, 1, MOST);
    requireBetween("max_position_embeddings", maxPositions, 1, MOST);
    check("encoder", encoder, width);
    check("decoder", decoder, width);
    requireToken("bos_token_id", bos, vocabulary);
    requireToken("pad_token_id", pad, vocabulary);
    requireToken("eos_token_id", eos, vocabulary);
    requireToken("decoder_start_token_id", decoderStart, vocabulary);
  }

  static BartConfig read(JsonNode json) {
    requireFamily(json);
    return new BartConfig(
        integer(json, "d_model", 1024),
        integer(json, "vocab_size", 50265),
        integer(json, "max_position_embeddings", 1024),
        stack(json, "encoder"),
        stack(json, "decoder"),
        text(json, "activation_function", "gelu"),
        flag(json, "scale_embedding", false),
        flag(json, "tie_word_embeddings", true),
        integer(json, "bos_token_id", 0),
        integer(json, "pad_token_id", 1),
        integer(json, "eos_token_id", 2),
        integer(json, "decoder_start_token_id", 2));
  }

  private static void requireFamily(JsonNode json) {
    String type = text(json, "model_type", "");
    require(
        type.equals("bart"),
        "config.json is of model_type '"
            + NameSuggestions.shown(type)
            + "', expected 'bart'; name a BART folder");
    for (JsonNode architecture : json.path("architectures")) {
      require(
          !architecture.asText().equals("BartForCausalLM"),
          "the checkpoint is a BartForCausalLM, a decoder without an encoder; Fusebox feeds the"
              + " encoder: use a BartModel or BartForConditionalGeneration checkpoint");
    }
  }

  private static Stack stack(JsonNode json, String side) {
    return new Stack(
        integer(json, side + "_layers", 12),
        integer(json, side + "_attention_heads", 16),
        integer(json, side + "_ffn_dim", 4096));
  }

  private static void check(String side, Stack stack, int width) {
    requireBetween(side + "_layers", stack.layers, 1, MOST_LAYERS);
    requireBetween(side + "_attention_heads", stack.heads, 1, width);
    requireBetween(side + "_ffn_dim", stack.feedForward, 1, MOST);
    require(
        width % stack.heads == 0,
        "config.json: d_model (%d) must be a multiple of %s_attention_heads (%d)"
            .formatted(width, side, stack.heads));
  }
}
