package io.fusebox.toolkit.speech;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The sizes and choices of one speech model, from its {@code config.json}. What the file leaves out
 * has the reference's default.
 *
 * @param heads of each attention
 * @param inner the width of the feed-forward layers
 * @param eps of the layer norms, but for those of the convolutions
 * @param stable {@code do_stable_layer_norm}: layers normalise what they read, and the last one's
 *     output is normalised; otherwise they normalise what they give, and the first one's input is
 * @param activation of the feed-forward layers
 * @param normalised whether the features of the convolutions are normalised before they are
 *     projected
 */
public record SpeechConfig(
    int width,
    int layers,
    int heads,
    int inner,
    double eps,
    boolean stable,
    String activation,
    boolean normalised,
    ConvolutionStackConfig convolutions,
    PositionalKernel positions) {

  private static final int MOST_WIDTH = 1 << 16;
  private static final int MOST_LAYERS = 1024;

  /**
   * The convolution that encodes positions.
   *
   * @param kernel how many frames it sees
   */
  public record PositionalKernel(int kernel, int groups) {}

  public SpeechConfig {
    requireBetween("hidden_size", width, 1, MOST_WIDTH);
    requireBetween("num_hidden_layers", layers, 1, MOST_LAYERS);
    requireBetween("num_attention_heads", heads, 1, width);
    requireBetween("intermediate_size", inner, 1, 1 << 24);
    requireBetween("num_conv_pos_embeddings", positions.kernel, 1, 1 << 12);
    requireBetween("num_conv_pos_embedding_groups", positions.groups, 1, width);
    requireDivisor("num_attention_heads", heads, width);
    requireDivisor("num_conv_pos_embedding_groups", positions.groups, width);
    require(eps > 0 && eps < 1, "config.json: layer_norm_eps must be in (0, 1), found " + eps);
  }

  private static void requireDivisor(String key, int value, int width) {
    require(
        width % value == 0,
        "config.json: hidden_size (%d) must be a multiple of %s (%d)".formatted(width, key, value));
  }

  /**
   * Reads what all these models call by the same names.
   *
   * @param normalised see above; the models differ
   */
  public static SpeechConfig read(JsonNode json, boolean normalised) {
    return new SpeechConfig(
        integer(json, "hidden_size", 768),
        integer(json, "num_hidden_layers", 12),
        integer(json, "num_attention_heads", 12),
        integer(json, "intermediate_size", 3072),
        number(json, "layer_norm_eps", 1e-5),
        flag(json, "do_stable_layer_norm", false),
        text(json, "hidden_act", "gelu"),
        normalised,
        ConvolutionStackConfig.read(json),
        new PositionalKernel(
            integer(json, "num_conv_pos_embeddings", 128),
            integer(json, "num_conv_pos_embedding_groups", 16)));
  }
}
