package io.fusebox.encoder.clip;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * The {@code config.json} of CLIP's vision tower; an absent field is as in the reference. Alongside
 * a text tower it is {@code vision_config} alone that describes this one.
 *
 * @param projection the width of the space that both towers share
 */
record ClipConfig(VisionConfig sizes, int projection) {
  private static final VisionConfig DEFAULTS =
      new VisionConfig(768, 12, 12, 3072, "quick_gelu", 1e-5, 224, 32, 3);

  static ClipConfig read(Checkpoint checkpoint) {
    ConfigFields all = ConfigFields.of(checkpoint);
    all.oneOf("model_type", "clip", "clip_vision_model", "clip");
    JsonNode tower = checkpoint.config().path("vision_config");
    ConfigFields json = tower.isObject() ? new ConfigFields(checkpoint.folder(), tower) : all;
    requireOneTower(all, tower);
    return new ClipConfig(
        VisionConfig.read(json, "clip", DEFAULTS),
        // The whole model's own field goes first: it is what its projections are made from.
        all.size("projection_dim", json.size("projection_dim", 512)));
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
}
