package io.fusebox.plm.bart;

import static io.fusebox.plugin.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.FuseboxException;

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
    bounded("d_model", width, 1, 1 << 16);
    bounded("vocab_size", vocabulary, 1, MOST);
    bounded("max_position_embeddings", maxPositions, 1, MOST);
    check("encoder", encoder, width);
    check("decoder", decoder, width);
    token("bos_token_id", bos, vocabulary);
    token("pad_token_id", pad, vocabulary);
    token("eos_token_id", eos, vocabulary);
    token("decoder_start_token_id", decoderStart, vocabulary);
  }

  static BartConfig read(JsonNode json) {
    requireFamily(json);
    return new BartConfig(
        whole(json, "d_model", 1024),
        whole(json, "vocab_size", 50265),
        whole(json, "max_position_embeddings", 1024),
        stack(json, "encoder"),
        stack(json, "decoder"),
        json.path("activation_function").asText("gelu"),
        json.path("scale_embedding").asBoolean(false),
        json.path("tie_word_embeddings").asBoolean(true),
        whole(json, "bos_token_id", 0),
        whole(json, "pad_token_id", 1),
        whole(json, "eos_token_id", 2),
        whole(json, "decoder_start_token_id", 2));
  }

  private static void requireFamily(JsonNode json) {
    String type = json.path("model_type").asText("");
    require(
        type.equals("bart"),
        "config.json is of model_type '" + type + "', expected 'bart'; name a BART folder");
    for (JsonNode architecture : json.path("architectures")) {
      require(
          !architecture.asText().equals("BartForCausalLM"),
          "the checkpoint is a BartForCausalLM, a decoder without an encoder; Fusebox feeds the"
              + " encoder: use a BartModel or BartForConditionalGeneration checkpoint");
    }
  }

  private static Stack stack(JsonNode json, String side) {
    return new Stack(
        whole(json, side + "_layers", 12),
        whole(json, side + "_attention_heads", 16),
        whole(json, side + "_ffn_dim", 4096));
  }

  private static int whole(JsonNode json, String name, int byDefault) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new FuseboxException(
          "config.json: %s must be a whole number, found %s".formatted(name, value));
    }
    return value.intValue();
  }

  private static void check(String side, Stack stack, int width) {
    bounded(side + "_layers", stack.layers, 1, MOST_LAYERS);
    bounded(side + "_attention_heads", stack.heads, 1, width);
    bounded(side + "_ffn_dim", stack.feedForward, 1, MOST);
    require(
        width % stack.heads == 0,
        "config.json: d_model (%d) must be a multiple of %s_attention_heads (%d)"
            .formatted(width, side, stack.heads));
  }

  private static void bounded(String name, int value, int least, int most) {
    require(
        value >= least && value <= most,
        "config.json: %s must be between %d and %d, found %d".formatted(name, least, most, value));
  }

  private static void token(String name, long id, int vocabulary) {
    require(
        id >= 0 && id < vocabulary,
        "config.json: %s must be a token, 0 to %d, found %d".formatted(name, vocabulary - 1, id));
  }
}
