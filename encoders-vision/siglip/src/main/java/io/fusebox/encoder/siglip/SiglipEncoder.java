package io.fusebox.encoder.siglip;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.vision.ImageInput;
import io.fusebox.toolkit.vision.VisionEncoder;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.Optional;

/**
 * The vision tower of SigLIP in a Hugging Face folder (Zhai et al. 2023, "Sigmoid Loss for Language
 * Image Pre-Training"): {@code SiglipModel}, whose text tower is left alone, {@code
 * SiglipVisionModel} or {@code SiglipForImageClassification}.
 */
public final class SiglipEncoder {
  private SiglipEncoder() {}

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** The features of an image that the PLM gets. */
  public enum Features {
    /** One vector, the pooling head's: {@code [b, 1, d]}. */
    POOLED,
    /** All patches, after the last norm: {@code [b, n, d]}. */
    SEQUENCE
  }

  /**
   * Reads a checkpoint. Its outputs are {@code last_hidden_state}, {@code hidden_states.N}, and
   * {@code pooler_output} and {@code logits} where the checkpoint has them.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not a SigLIP of a known form, or has no pooling
   *     head while pooled features are asked for
   */
  public static VisionEncoder read(Config settings, Checkpoint checkpoint, NDManager manager) {
    SiglipConfig config = SiglipConfig.read(checkpoint);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("text_model.", "logit_scale", "logit_bias", "classifier.");
    ImageProcessor processor =
        ImageProcessor.read(checkpoint, ProcessorFamily.SIGLIP, config.sizes().imageSize());
    VisionNetwork network = SiglipModel.read(all, config, checkpoint, manager);
    boolean pooled = settings.features() == Features.POOLED;
    if (pooled && network.head(SiglipModel.POOLED).isEmpty()) {
      throw new FuseboxException(
          "the checkpoint %s has no pooling head, so it gives no pooled features: set 'features: sequence', or use a checkpoint that has 'head.probe'"
              .formatted(checkpoint.folder()));
    }
    return new VisionEncoder(
        checkpoint.folder(),
        new ImageInput(processor, settings.orientation(), config.sizes(), 0, false),
        network,
        pooled ? network.head(SiglipModel.POOLED) : Optional.empty(),
        config.sizes().width(),
        all.all());
  }
}
