package io.fusebox.plm.t5;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireToken;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;

/**
 * The sizes and choices of one T5, from its {@code config.json}. What the file leaves out has the
 * reference's default.
 *
 * @param headWidth {@code d_kv}: the heads together need not be as wide as the model
 * @param eps of the RMS norms
 * @param output what hidden states become logits by
 */
record T5Config(
    int width,
    int headWidth,
    int heads,
    int vocabulary,
    int encoderLayers,
    int decoderLayers,
    FeedForwardSizes feedForward,
    RelativePositions distances,
    double eps,
    T5Output output,
    long pad,
    long eos,
    long decoderStart) {
  /** T5 knows no last position; this bounds what one input may ask for: [h, s, s] numbers. */
  static final int MOST_POSITIONS = 8192;

  /** No T5 is near these; a file that says more is damaged or hostile. */
  private static final int MOST = 1 << 24;

  private static final int MOST_WIDTH = 1 << 16;
  private static final int MOST_LAYERS = 1024;
  private static final int MOST_HEADS = 1024;

  /**
   * The feed-forward layers.
   *
   * @param inner their width
   * @param gated whether a second map gates the activation (v1.1)
   */
  record FeedForwardSizes(int inner, String activation, boolean gated) {}

  /**
   * How distances between positions are distinguished.
   *
   * @param buckets how many kinds of distance there are
   * @param most from this distance on all are of one kind
   */
  record RelativePositions(int buckets, int most) {}

  T5Config {
    requireBetween("d_model", width, 1, MOST_WIDTH);
    requireBetween("d_kv", headWidth, 1, MOST_WIDTH);
    requireBetween("num_heads", heads, 1, MOST_HEADS);
    requireBetween("d_ff", feedForward.inner, 1, MOST);
    requireBetween("vocab_size", vocabulary, 1, MOST);
    requireBetween("num_layers", encoderLayers, 1, MOST_LAYERS);
    requireBetween("num_decoder_layers", decoderLayers, 1, MOST_LAYERS);
    // Half of the encoder's buckets look back, and half of those are for exact distances.
    requireBetween("relative_attention_num_buckets", distances.buckets, 4, 1 << 16);
    requireBetween(
        "relative_attention_max_distance", distances.most, distances.buckets / 2 + 1, MOST);
    require(
        eps > 0 && eps < 1,
        "config.json: layer_norm_epsilon must be between 0 and 1, found " + eps);
    requireToken("pad_token_id", pad, vocabulary);
    requireToken("eos_token_id", eos, vocabulary);
    requireToken("decoder_start_token_id", decoderStart, vocabulary);
  }

  static T5Config read(JsonNode json) {
    requireFamily(json);
    int layers = integer(json, "num_layers", 6);
    int pad = integer(json, "pad_token_id", 0);
    return new T5Config(
        integer(json, "d_model", 512),
        integer(json, "d_kv", 64),
        integer(json, "num_heads", 8),
        integer(json, "vocab_size", 32128),
        layers,
        integer(json, "num_decoder_layers", layers),
        feedForward(json),
        new RelativePositions(
            integer(json, "relative_attention_num_buckets", 32),
            integer(json, "relative_attention_max_distance", 128)),
        number(json, "layer_norm_epsilon", 1e-6),
        T5Output.of(json),
        pad,
        integer(json, "eos_token_id", 1),
        integer(json, "decoder_start_token_id", pad));
  }

  private static void requireFamily(JsonNode json) {
    String type = text(json, "model_type", "");
    require(
        type.equals("t5"),
        "config.json is of model_type '"
            + NameSuggestions.shown(type)
            + "', expected 't5'; name a T5 folder");
    for (JsonNode architecture : json.path("architectures")) {
      require(
          !architecture.asText().equals("T5EncoderModel"),
          "the checkpoint is a T5EncoderModel, an encoder without a decoder, and cannot answer; use"
              + " a T5ForConditionalGeneration checkpoint");
    }
  }

  /** {@code relu}, {@code gated-gelu} and the like; newer files say it in two more settings too. */
  private static FeedForwardSizes feedForward(JsonNode json) {
    String projection = text(json, "feed_forward_proj", "relu");
    boolean gated = projection.startsWith("gated-");
    String name = gated ? projection.substring("gated-".length()) : projection;
    // The reference's one exception: by this name v1.1 means the approximation by tanh.
    String activation = projection.equals("gated-gelu") ? "gelu_new" : name;
    return new FeedForwardSizes(
        integer(json, "d_ff", 2048),
        text(json, "dense_act_fn", activation),
        flag(json, "is_gated_act", gated));
  }
}
