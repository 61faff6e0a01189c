package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.vision.VisionEncoder;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.Optional;

/**
 * The VideoMAE encoder of a Hugging Face folder (Tong et al. 2022, "VideoMAE: Masked Autoencoders
 * are Data-Efficient Learners for Self-Supervised Video Pre-Training"): {@code VideoMAEModel}, or
 * inside {@code VideoMAEForPreTraining} or {@code VideoMAEForVideoClassification}.
 */
public final class VideoMaeEncoder {
  private VideoMaeEncoder() {}

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** The features of a video that the PLM gets. */
  public enum Features {
    /** One vector, what the reference's classifier reads: {@code [b, 1, d]}. */
    POOLED,
    /** All tubelets: {@code [b, n, d]}. */
    SEQUENCE
  }

  /**
   * Reads a checkpoint. Its outputs are {@code last_hidden_state}, {@code hidden_states.N}, and
   * {@code logits} where it has a classifier.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not a VideoMAE of a known form
   */
  public static VisionEncoder read(Config settings, Checkpoint checkpoint, NDManager manager) {
    VideoMaeConfig config = VideoMaeConfig.read(checkpoint);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("decoder.", "encoder_to_decoder.", "mask_token", "classifier.");
    VisionNetwork network = VideoMaeModel.read(all, config, checkpoint, manager);
    ImageProcessor processor =
        ImageProcessor.read(checkpoint, ProcessorFamily.VIDEOMAE, config.sizes().imageSize());
    return new VisionEncoder(
        checkpoint.folder(),
        new VideoMaeInput(processor, settings.orientation(), config),
        network,
        settings.features() == Features.POOLED
            ? Optional.of(VideoMaeModel.pooling(all, config))
            : Optional.empty(),
        config.sizes().width(),
        all.all());
  }
}
