package io.fusebox.toolkit.vision;

import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.tensor.Activation;

/**
 * The sizes of a vision transformer, as {@code config.json} has them.
 *
 * @param inner the width of the feed-forward layers
 * @param imageSize the side of the square images that it was trained on
 */
public record VisionConfig(
    int width,
    int layers,
    int heads,
    int inner,
    String activation,
    double eps,
    int imageSize,
    int patchSize,
    int channels) {

  /**
   * Reads the sizes.
   *
   * @param encoder the encoder's id, for messages
   * @param defaults those of the reference, for what the file leaves out
   * @throws io.fusebox.api.FuseboxException when a size is none, or they do not fit together
   */
  public static VisionConfig read(ConfigFields json, String encoder, VisionConfig defaults) {
    VisionConfig config =
        new VisionConfig(
            json.size("hidden_size", defaults.width),
            json.size("num_hidden_layers", defaults.layers),
            json.size("num_attention_heads", defaults.heads),
            json.size("intermediate_size", defaults.inner),
            json.oneOf("hidden_act", encoder, defaults.activation, Activation.KNOWN),
            json.number("layer_norm_eps", defaults.eps),
            json.side("image_size", defaults.imageSize),
            json.side("patch_size", defaults.patchSize),
            json.size("num_channels", defaults.channels));
    json.require(
        config.width % config.heads == 0,
        "num_attention_heads",
        "a divisor of hidden_size " + config.width);
    json.require(config.side() > 0, "patch_size", "at most image_size " + config.imageSize);
    return config;
  }

  /** The same with feed-forward layers of another width. */
  public VisionConfig withInner(int newInner) {
    return new VisionConfig(
        width, layers, heads, newInner, activation, eps, imageSize, patchSize, channels);
  }

  /** How many patches there are in a row; a rest that fills no patch is not seen. */
  public int side() {
    return imageSize / patchSize;
  }

  /** The number of patches in an image. */
  public int patches() {
    return Math.multiplyExact(side(), side());
  }

  /** The width of one attention head. */
  public int headWidth() {
    return width / heads;
  }

  /** {@code [b, c, h, w]} of a batch of b images. */
  public Shape images(long b) {
    return new Shape(b, channels, imageSize, imageSize);
  }
}
