package io.fusebox.encoder.videomae;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;

/**
 * What {@code config.json} says of a VideoMAE; what it leaves out is as in the reference.
 *
 * @param inner the width of the feed-forward layers
 * @param tubelet how many frames are one tubelet
 * @param meanPooling whether the mean over all tubelets is pooled, without a last norm; else the
 *     first tubelet, after one
 */
record VideoMaeConfig(
    int width,
    int layers,
    int heads,
    int inner,
    String activation,
    double eps,
    int imageSize,
    int patchSize,
    int channels,
    int frames,
    int tubelet,
    boolean qkvBias,
    boolean meanPooling) {

  static VideoMaeConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "videomae", "videomae");
    VideoMaeConfig config =
        new VideoMaeConfig(
            json.size("hidden_size", 768),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 12),
            json.size("intermediate_size", 3072),
            json.oneOf("hidden_act", "videomae", "gelu", "gelu_new", "quick_gelu", "relu"),
            json.number("layer_norm_eps", 1e-12),
            json.side("image_size", 224),
            json.side("patch_size", 16),
            json.size("num_channels", 3),
            json.size("num_frames", 16),
            json.size("tubelet_size", 2),
            json.flag("qkv_bias", true),
            json.flag("use_mean_pooling", true));
    json.require(
        config.width % config.heads == 0,
        "num_attention_heads",
        "a divisor of hidden_size " + config.width);
    json.require(
        config.imageSize >= config.patchSize,
        "patch_size",
        "at most image_size " + config.imageSize);
    json.require(
        config.frames >= config.tubelet && config.frames <= 1000,
        "num_frames",
        "from tubelet_size " + config.tubelet + " to 1000");
    return config;
  }

  /** The number of tubelets in a film. */
  int tubelets() {
    int side = imageSize / patchSize;
    return Math.multiplyExact(frames / tubelet, Math.multiplyExact(side, side));
  }
}
