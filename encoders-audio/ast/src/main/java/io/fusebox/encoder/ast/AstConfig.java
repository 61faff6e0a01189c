package io.fusebox.encoder.ast;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import io.fusebox.toolkit.tensor.Activation;

/**
 * The {@code config.json} of an Audio Spectrogram Transformer; an absent field is as in the
 * reference.
 *
 * @param inner the width of the feed-forward layers
 * @param mels the height of the filter bank's output
 * @param frames its length
 * @param melStride how many mel bands lie between the starts of two patches
 * @param frameStride how many frames lie between the starts of two patches
 */
record AstConfig(
    int width,
    int layers,
    int heads,
    int inner,
    String activation,
    double eps,
    boolean qkvBias,
    int patchSize,
    int mels,
    int frames,
    int melStride,
    int frameStride) {

  /** Twenty times the usual number of frames, a hundred times the usual number of bands. */
  private static final int MOST_FRAMES = 20_480;

  private static final int MOST_MELS = 1024;

  static AstConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "ast", "audio-spectrogram-transformer");
    AstConfig config =
        new AstConfig(
            json.size("hidden_size", 768),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 12),
            json.size("intermediate_size", 3072),
            json.oneOf("hidden_act", "ast", "gelu", Activation.KNOWN),
            json.number("layer_norm_eps", 1e-12),
            json.flag("qkv_bias", true),
            json.side("patch_size", 16),
            json.size("num_mel_bins", 128),
            json.size("max_length", 1024),
            json.size("frequency_stride", 10),
            json.size("time_stride", 10));
    config.check(json);
    return config;
  }

  private void check(ConfigFields json) {
    json.require(width % heads == 0, "num_attention_heads", "a divisor of hidden_size " + width);
    json.require(mels <= MOST_MELS, "num_mel_bins", "at most " + MOST_MELS);
    json.require(frames <= MOST_FRAMES, "max_length", "at most " + MOST_FRAMES);
    json.require(
        patchSize <= Math.min(mels, frames),
        "patch_size",
        "at most num_mel_bins %d and max_length %d".formatted(mels, frames));
  }

  /** The number of patches above one another; a rest that fills no patch is not heard. */
  int rows() {
    return (mels - patchSize) / melStride + 1;
  }

  /** The number of patches after one another. */
  int columns() {
    return (frames - patchSize) / frameStride + 1;
  }

  int patches() {
    return rows() * columns();
  }
}
