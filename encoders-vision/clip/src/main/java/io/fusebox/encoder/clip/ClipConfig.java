package io.fusebox.encoder.clip;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;

/**
 * What {@code config.json} says of CLIP's vision tower; what it leaves out is as in the reference.
 * Beside a text tower it is {@code vision_config} alone that describes this one.
 *
 * @param inner the width of the feed-forward layers
 * @param projection the width of the space that both towers share
 */
record ClipConfig(
    int width,
    int layers,
    int heads,
    int inner,
    String activation,
    double eps,
    int imageSize,
    int patchSize,
    int channels,
    int projection) {

  static ClipConfig read(Checkpoint checkpoint) {
    ConfigFields all = ConfigFields.of(checkpoint);
    all.oneOf("model_type", "clip", "clip_vision_model", "clip");
    JsonNode tower = checkpoint.config().path("vision_config");
    ConfigFields json = tower.isObject() ? new ConfigFields(checkpoint.folder(), tower) : all;
    requireOneTower(all, tower);
    ClipConfig config =
        new ClipConfig(
            json.size("hidden_size", 768),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 12),
            json.size("intermediate_size", 3072),
            json.oneOf("hidden_act", "clip", "quick_gelu", "gelu"),
            json.number("layer_norm_eps", 1e-5),
            json.side("image_size", 224),
            json.side("patch_size", 32),
            json.size("num_channels", 3),
            // The whole model's own field goes first: it is what its projections are made from.
            all.size("projection_dim", json.size("projection_dim", 512)));
    json.require(
        config.width % config.heads == 0,
        "num_attention_heads",
        "a divisor of hidden_size " + config.width);
    json.require(config.patches() > 0, "patch_size", "at most image_size " + config.imageSize);
    return config;
  }

  /** Old files describe the tower twice, and of two that differ the reference reads the second. */
  private static void requireOneTower(ConfigFields all, JsonNode tower) {
    all.json()
        .path("vision_config_dict")
        .properties()
        .forEach(
            e -> {
              JsonNode other = tower.path(e.getKey());
              all.require(
                  other.isMissingNode() || other.equals(e.getValue()),
                  "vision_config_dict",
                  "as vision_config is, where %s is %s".formatted(e.getKey(), other));
            });
  }

  /** The number of patches in a picture; a rest that fills no patch is not seen. */
  int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }
}
