package io.fusebox.encoder.dinov2;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * The {@code config.json} of a DINOv2; an absent field is as in the reference.
 *
 * @param registers how many registers follow the class token; 0 of a model without
 * @param gated whether the feed-forward layers are gated (SwiGLU), as in the giant model
 */
record Dinov2Config(VisionConfig sizes, int registers, boolean gated, boolean qkvBias) {
  private static final String WITH_REGISTERS = "dinov2_with_registers";
  private static final int MOST = 1 << 20;

  static Dinov2Config read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    boolean registers =
        json.oneOf("model_type", "dinov2", "dinov2", WITH_REGISTERS).equals(WITH_REGISTERS);
    VisionConfig defaults =
        new VisionConfig(768, 12, 12, 3072, "gelu", 1e-6, 224, registers ? 16 : 14, 3);
    VisionConfig sizes = VisionConfig.read(json, "dinov2", defaults);
    boolean gated = json.flag("use_swiglu_ffn", false);
    return new Dinov2Config(
        sizes.withInner(inner(json, sizes.width(), gated)),
        registers ? json.size("num_register_tokens", 4) : 0,
        gated,
        json.flag("qkv_bias", true));
  }

  /** Gated layers have three maps, so they are narrower, and a multiple of 8. */
  private static int inner(ConfigFields json, int width, boolean gated) {
    double inner = width * json.number("mlp_ratio", 4);
    json.require(inner >= 1 && inner <= MOST, "mlp_ratio", "positive, and no layer so wide");
    int whole = (int) inner;
    return gated ? (whole * 2 / 3 + 7) / 8 * 8 : whole;
  }
}
