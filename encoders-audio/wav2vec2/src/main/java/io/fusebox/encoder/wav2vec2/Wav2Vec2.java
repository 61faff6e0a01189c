package io.fusebox.encoder.wav2vec2;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.integer;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.speech.SpeechConfig;
import io.fusebox.toolkit.speech.SpeechEncoder;

/**
 * wav2vec 2.0 (Baevski et al. 2020): {@code Wav2Vec2Model}, or the one inside {@code
 * Wav2Vec2ForCTC} and its like; what is its own in addition to what all speech models share.
 */
final class Wav2Vec2 {
  private static final String MODEL_TYPE = "wav2vec2";

  private Wav2Vec2() {}

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws io.fusebox.api.FuseboxException when it is not a wav2vec 2.0, or has adapters
   */
  static SpeechEncoder read(SpeechEncoder.Config config, Checkpoint checkpoint, NDManager manager) {
    requireNoAdapters(checkpoint);
    SpeechConfig shape = SpeechConfig.read(checkpoint.config(), /* normalised= */ true);
    return SpeechEncoder.read(MODEL_TYPE, shape, config, checkpoint, manager);
  }

  /** They stand after the transformer (speech translation) or in its layers (MMS). */
  private static void requireNoAdapters(Checkpoint checkpoint) {
    JsonNode json = checkpoint.config();
    require(
        !flag(json, "add_adapter", false) && integer(json, "adapter_attn_dim", 0) == 0,
        "the checkpoint %s has adapters ('add_adapter' or 'adapter_attn_dim' in config.json), which are not read: use one without"
            .formatted(checkpoint.folder()));
  }
}
