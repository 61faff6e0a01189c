package io.fusebox.encoder.siglip;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * The {@code config.json} of SigLIP's vision tower; an absent field is as in the reference.
 * Alongside a text tower it is {@code vision_config} alone that describes this one.
 *
 * @param pools whether the tower has a pooling head
 */
record SiglipConfig(VisionConfig sizes, boolean pools) {
  private static final VisionConfig DEFAULTS =
      new VisionConfig(768, 12, 12, 3072, "gelu_pytorch_tanh", 1e-6, 224, 16, 3);

  static SiglipConfig read(Checkpoint checkpoint) {
    ConfigFields all = ConfigFields.of(checkpoint);
    all.oneOf("model_type", "siglip", "siglip", "siglip_vision_model");
    JsonNode tower = checkpoint.config().path("vision_config");
    ConfigFields json = tower.isObject() ? new ConfigFields(checkpoint.folder(), tower) : all;
    return new SiglipConfig(
        VisionConfig.read(json, "siglip", DEFAULTS), json.flag("vision_use_head", true));
  }
}
