package io.fusebox.encoder.vit;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.vision.VisionConfig;

/** The {@code config.json} of a ViT; an absent field is as in the reference. */
record VitConfig(VisionConfig sizes, boolean qkvBias) {
  private static final VisionConfig DEFAULTS =
      new VisionConfig(768, 12, 12, 3072, "gelu", 1e-12, 224, 16, 3);

  static VitConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "vit", "vit");
    json.oneOf("pooler_act", "vit", "tanh");
    VisionConfig sizes = VisionConfig.read(json, "vit", DEFAULTS);
    json.require(
        json.size("pooler_output_size", sizes.width()) == sizes.width(),
        "pooler_output_size",
        "hidden_size, " + sizes.width());
    return new VitConfig(sizes, json.flag("qkv_bias", true));
  }
}
