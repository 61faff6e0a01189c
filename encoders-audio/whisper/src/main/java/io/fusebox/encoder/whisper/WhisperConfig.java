package io.fusebox.encoder.whisper;

import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.checkpoint.ConfigFields;
import java.util.List;

/**
 * The {@code config.json} of Whisper's encoder; an absent field is as in the reference.
 *
 * @param inner the width of the feed-forward layers
 * @param mels the number of mel bands that are heard
 * @param positions the number of frames that every audio clip becomes
 */
record WhisperConfig(
    int width, int layers, int heads, int inner, int mels, int positions, String activation) {

  /** A minute and 20 seconds; Whisper's own are 1,500. Attention grows with their square. */
  private static final int MOST_POSITIONS = 4000;

  private static final int MOST_MELS = 1024;

  /** They describe the decoder, which is not run; the embeddings that are scaled are its own. */
  private static final List<String> OF_THE_DECODER =
      List.of(
          "decoder_attention_heads",
          "decoder_ffn_dim",
          "decoder_layers",
          "forced_decoder_ids",
          "max_target_positions",
          "median_filter_width",
          "scale_embedding");

  static WhisperConfig read(Checkpoint checkpoint) {
    ConfigFields json = ConfigFields.of(checkpoint);
    json.oneOf("model_type", "whisper", "whisper");
    OF_THE_DECODER.forEach(json.json()::path);
    WhisperConfig config =
        new WhisperConfig(
            json.size("d_model", 384),
            json.size("encoder_layers", 4),
            json.size("encoder_attention_heads", 6),
            json.size("encoder_ffn_dim", 1536),
            json.size("num_mel_bins", 80),
            json.size("max_source_positions", 1500),
            json.text("activation_function", "gelu"));
    json.require(
        config.width % config.heads == 0,
        "encoder_attention_heads",
        "a divisor of d_model " + config.width);
    json.require(
        config.positions <= MOST_POSITIONS, "max_source_positions", "at most " + MOST_POSITIONS);
    json.require(config.mels <= MOST_MELS, "num_mel_bins", "at most " + MOST_MELS);
    return config;
  }

  /** The second convolution has a stride of 2. */
  int spectrogramFrames() {
    return 2 * positions;
  }
}
