package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.vision.ImageInput;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionEncoder;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.Optional;

/**
 * The Vision Transformer of a Hugging Face folder (Dosovitskiy et al. 2021, "An Image is Worth
 * 16x16 Words"): {@code ViTModel} with or without a pooler, or inside {@code
 * ViTForImageClassification}.
 */
public final class VitEncoder {
  private static final String[] UNUSED = {
    "classifier.", "decoder.", "embeddings.mask_token", "vit.embeddings.mask_token"
  };

  private VitEncoder() {}

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** The features of an image that the PLM gets. */
  public enum Features {
    /** One vector, the pooler's: {@code [b, 1, d]}. */
    POOLED,
    /** The class token and all patches: {@code [b, 1 + n, d]}. */
    SEQUENCE
  }

  /**
   * Reads a checkpoint. Its outputs are {@code last_hidden_state}, {@code hidden_states.N}, and
   * {@code pooler_output} and {@code logits} where the checkpoint has them.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not a ViT of a known form, or has no pooler
   *     while pooled features are asked for
   */
  public static VisionEncoder read(Config settings, Checkpoint checkpoint, NDManager manager) {
    VitConfig config = VitConfig.read(checkpoint);
    VisionConfig sizes = config.sizes();
    Parameters parameters = new Parameters(checkpoint, manager);
    ImageProcessor processor =
        ImageProcessor.read(checkpoint, ProcessorFamily.VIT, sizes.imageSize());
    parameters.leave(UNUSED);
    boolean wrapped = parameters.has("vit.embeddings.cls_token");
    VisionNetwork network =
        VitModel.read(wrapped ? parameters.under("vit") : parameters, config, checkpoint, manager);
    boolean pooled = settings.features() == Features.POOLED;
    if (pooled && network.head(VitModel.POOLER).isEmpty()) {
      throw new FuseboxException(
          "the checkpoint %s has no pooler, so it gives no pooled features: set 'features: sequence', or use a checkpoint that has 'pooler.dense.weight'"
              .formatted(checkpoint.folder()));
    }
    return new VisionEncoder(
        checkpoint.folder(),
        new ImageInput(processor, settings.orientation(), sizes, 1, false),
        network,
        pooled ? network.head(VitModel.POOLER) : Optional.empty(),
        sizes.width(),
        parameters.all());
  }
}
