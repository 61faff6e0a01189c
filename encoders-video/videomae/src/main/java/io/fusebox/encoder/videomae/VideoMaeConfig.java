package io.fusebox.encoder.videomae;

import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * The {@code config.json} of a VideoMAE; an absent field is as in the reference.
 *
 * @param tubelet how many frames are one tubelet
 * @param meanPooling whether the mean over all tubelets is pooled, without a last norm; else the
 *     first tubelet, after one
 */
record VideoMaeConfig(
    VisionConfig sizes, int frames, int tubelet, boolean qkvBias, boolean meanPooling) {
  private static final VisionConfig DEFAULTS =
      new VisionConfig(768, 12, 12, 3072, "gelu", 1e-12, 224, 16, 3);

  static VideoMaeConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "videomae", "videomae");
    VideoMaeConfig config =
        new VideoMaeConfig(
            VisionConfig.read(json, "videomae", DEFAULTS),
            json.size("num_frames", 16),
            json.size("tubelet_size", 2),
            json.flag("qkv_bias", true),
            json.flag("use_mean_pooling", true));
    json.require(
        config.frames >= config.tubelet && config.frames <= 1000,
        "num_frames",
        "from tubelet_size " + config.tubelet + " to 1000");
    return config;
  }

  /** The number of tubelets in a video. */
  int tubelets() {
    return Math.multiplyExact(frames / tubelet, sizes.patches());
  }

  /** {@code [b, t, c, h, w]} of a batch of b videos. */
  Shape videos(long b) {
    return new Shape(b, frames, sizes.channels(), sizes.imageSize(), sizes.imageSize());
  }
}
