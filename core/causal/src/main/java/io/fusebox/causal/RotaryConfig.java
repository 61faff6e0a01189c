package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.number;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The sizes and choices of one PLM that is built as Llama: normalised by root mean square before
 * each part, rotary positions, grouped-query attention, a gated perceptron.
 *
 * @param width d
 * @param inner the width of the perceptron
 * @param keyHeads of keys and values
 * @param headWidth the heads together need not be as wide as the model
 * @param positions how many it knows
 * @param tied whether the head is the table of token embeddings
 */
public record RotaryConfig(
    int width,
    int inner,
    int layers,
    int heads,
    int keyHeads,
    int headWidth,
    int vocabulary,
    int positions,
    double eps,
    String activation,
    RotaryScaling rotary,
    boolean tied,
    Extras extras) {
  /** No PLM is near these; a file that says more is damaged or hostile. */
  private static final int MOST = 1 << 24;

  private static final int MOST_WIDTH = 1 << 16;
  private static final int MOST_LAYERS = 1024;
  private static final int MOST_HEADS = 1024;

  /**
   * The features that some families have and others do not.
   *
   * @param queryBias whether queries, keys and values have a bias
   * @param outputBias whether the attention's output has one
   * @param mlpBias whether the perceptron has them
   * @param headNorms whether each head of queries and keys is normalised before it is rotated
   */
  public record Extras(boolean queryBias, boolean outputBias, boolean mlpBias, boolean headNorms) {}

  /** A family's defaults for absent fields of {@code config.json}. */
  public record Usual(
      int width, int inner, int layers, int heads, int vocabulary, int positions, double eps) {}

  public RotaryConfig {
    requireBetween("hidden_size", width, 1, MOST_WIDTH);
    requireBetween("intermediate_size", inner, 1, MOST);
    requireBetween("num_hidden_layers", layers, 1, MOST_LAYERS);
    requireBetween("num_attention_heads", heads, 1, MOST_HEADS);
    requireBetween("num_key_value_heads", keyHeads, 1, heads);
    requireBetween("head_dim", headWidth, 1, MOST_WIDTH);
    requireBetween("vocab_size", vocabulary, 1, MOST);
    requireBetween("max_position_embeddings", positions, 1, MOST);
    require(
        heads % keyHeads == 0,
        "config.json: num_attention_heads (%d) must be a multiple of num_key_value_heads (%d)"
            .formatted(heads, keyHeads));
    require(
        headWidth % 2 == 0,
        "config.json: head_dim must be even, as rotary positions turn pairs, found " + headWidth);
    require(eps > 0 && eps < 1, "config.json: rms_norm_eps must be between 0 and 1, found " + eps);
  }

  /**
   * Reads a {@code config.json}.
   *
   * @param headWidth the width of a head where the file does not say it; 0 = width / heads
   */
  public static RotaryConfig read(JsonNode json, Usual usual, int headWidth, Extras extras) {
    int width = integer(json, "hidden_size", usual.width());
    int heads = integer(json, "num_attention_heads", usual.heads());
    int positions = integer(json, "max_position_embeddings", usual.positions());
    return new RotaryConfig(
        width,
        integer(json, "intermediate_size", usual.inner()),
        integer(json, "num_hidden_layers", usual.layers()),
        heads,
        integer(json, "num_key_value_heads", heads),
        integer(json, "head_dim", headWidth > 0 ? headWidth : evenly(width, heads)),
        integer(json, "vocab_size", usual.vocabulary()),
        positions,
        number(json, "rms_norm_eps", usual.eps()),
        text(json, "hidden_act", "silu"),
        RotaryScaling.read(json, 10_000, positions),
        flag(json, "tie_word_embeddings", false),
        extras);
  }

  /** How many positions an input has at most. */
  public int longest() {
    return Math.min(positions, CausalHead.MOST_POSITIONS);
  }

  private static int evenly(int width, int heads) {
    require(
        heads > 0 && width % heads == 0,
        "config.json: hidden_size (%d) must be a multiple of num_attention_heads (%d), or head_dim must be given"
            .formatted(width, heads));
    return width / heads;
  }
}
