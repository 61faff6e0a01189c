package io.fusebox.encoder.clip;

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
import org.jspecify.annotations.Nullable;

/**
 * The vision tower of CLIP in a Hugging Face folder (Radford et al. 2021, "Learning Transferable
 * Visual Models From Natural Language Supervision"): {@code CLIPModel}, whose text tower is left
 * alone, {@code CLIPVisionModel} or {@code CLIPVisionModelWithProjection}.
 */
public final class ClipEncoder {
  private ClipEncoder() {}

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** The features of an image that the PLM gets. */
  public enum Features {
    /** One vector, the class token after its norm: {@code [b, 1, d]}. */
    POOLED(ClipModel.POOLED),
    /** The pooled vector in the space that CLIP's towers share: {@code [b, 1, projection]}. */
    PROJECTED(ClipModel.PROJECTED),
    /** The class token and all patches, without a norm: {@code [b, 1 + n, d]}. */
    SEQUENCE(null);

    private final @Nullable String head;

    Features(@Nullable String head) {
      this.head = head;
    }
  }

  /**
   * Reads a checkpoint. Its outputs are {@code last_hidden_state}, {@code pooler_output}, {@code
   * hidden_states.N}, and {@code image_embeds} where it has a projection.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is not a CLIP of a known form, or has no
   *     projection while projected features are asked for
   */
  public static VisionEncoder read(Config settings, Checkpoint checkpoint, NDManager manager) {
    ClipConfig config = ClipConfig.read(checkpoint);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("text_model.", "text_projection.", "logit_scale");
    ImageProcessor processor =
        ImageProcessor.read(checkpoint, ProcessorFamily.CLIP, config.sizes().imageSize());
    VisionNetwork network = ClipModel.read(all, config, manager);
    boolean projected = settings.features() == Features.PROJECTED;
    if (projected && network.head(ClipModel.PROJECTED).isEmpty()) {
      throw new FuseboxException(
          "the checkpoint %s has no projection, so it gives no projected features: set 'features: pooled', or use a checkpoint that has '%s.weight'"
              .formatted(checkpoint.folder(), ClipModel.PROJECTION));
    }
    return new VisionEncoder(
        checkpoint.folder(),
        new ImageInput(processor, settings.orientation(), config.sizes(), 1, false),
        network,
        Optional.ofNullable(settings.features().head).flatMap(network::head),
        projected ? config.projection() : config.sizes().width(),
        all.all());
  }
}
