package io.fusebox.encoder.vit;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;

/**
 * What {@code config.json} says of a ViT; what it leaves out is as in the reference.
 *
 * @param inner the width of the feed-forward layers
 */
record VitConfig(
    int width,
    int layers,
    int heads,
    int inner,
    double eps,
    int imageSize,
    int patchSize,
    int channels,
    boolean qkvBias) {

  static VitConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "vit", "vit");
    json.oneOf("hidden_act", "vit", "gelu");
    json.oneOf("pooler_act", "vit", "tanh");
    VitConfig config =
        new VitConfig(
            json.size("hidden_size", 768),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 12),
            json.size("intermediate_size", 3072),
            json.number("layer_norm_eps", 1e-12),
            json.side("image_size", 224),
            json.side("patch_size", 16),
            json.size("num_channels", 3),
            json.flag("qkv_bias", true));
    json.require(
        config.width % config.heads == 0,
        "num_attention_heads",
        "a divisor of hidden_size " + config.width);
    json.require(
        json.size("pooler_output_size", config.width) == config.width,
        "pooler_output_size",
        "hidden_size, " + config.width);
    json.require(config.patches() > 0, "patch_size", "at most image_size " + config.imageSize);
    return config;
  }

  /** The number of patches in a picture; a rest that fills no patch is not seen. */
  int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }
}
