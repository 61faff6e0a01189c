package io.fusebox.encoder.hubert;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.toolkit.speech.SpeechConfig;
import io.fusebox.toolkit.speech.SpeechEncoder;

/**
 * HuBERT (Hsu et al. 2021): {@code HubertModel}, or the one inside {@code HubertForCTC} and its
 * like; what is its own in addition to what all speech models share.
 */
final class Hubert {
  private static final String MODEL_TYPE = "hubert";

  private Hubert() {}

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws io.fusebox.api.FuseboxException when it is not a HuBERT, or one with a batch norm
   */
  static SpeechEncoder read(SpeechEncoder.Config config, Checkpoint checkpoint, NDManager manager) {
    JsonNode json = checkpoint.config();
    require(
        !flag(json, "conv_pos_batch_norm", false),
        "the checkpoint %s has a batch norm before its positions ('conv_pos_batch_norm' in config.json), which is not read: use one without"
            .formatted(checkpoint.folder()));
    boolean normalised = flag(json, "feat_proj_layer_norm", true);
    return SpeechEncoder.read(
        MODEL_TYPE, SpeechConfig.read(json, normalised), config, checkpoint, manager);
  }
}
