package @package@;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;

/** The sizes of one model, from its {@code config.json}, and the parts that have them. */
record Sizes(int width, int layers, int heads, int inner, int positions) {
  private static final double EPS = 1e-5;

  Sizes {
    // The file is untrusted: what no model of this kind has is refused before anything is made.
    requireBetween("width", width, 1, 1 << 13);
    requireBetween("layers", layers, 1, 256);
    requireBetween("heads", heads, 1, width);
    requireBetween("inner", inner, 1, 1 << 16);
    requireBetween("positions", positions, 1, 1 << 20);
    require(
        width % heads == 0,
        "config.json: width (%d) must be a multiple of heads (%d)".formatted(width, heads));
  }

  static Sizes read(JsonNode config) {
    return new Sizes(
        integer(config, "width", 64),
        integer(config, "layers", 2),
        integer(config, "heads", 4),
        integer(config, "inner", 128),
        integer(config, "positions", 512));
  }

  Embedding positions(Parameters side) {
    return Embedding.read(side.under("positions"), positions, width);
  }

  LayerNorm norm(Parameters module) {
    return LayerNorm.read(module, width, EPS);
  }

  Attention attention(Parameters module) {
    Linear query = Linear.read(module.under("query"), width, width);
    NDArray scale = Attention.scale(query.weight(), width / heads);
    return new Attention(
        query,
        Linear.read(module.under("key"), width, width),
        Linear.read(module.under("value"), width, width),
        Linear.read(module.under("out"), width, width),
        heads,
        scale);
  }

  FeedForward feedForward(Parameters module) {
    return new FeedForward(
        Linear.read(module.under("in"), width, inner),
        Activation.GELU,
        Linear.read(module.under("out"), inner, width));
  }
}
