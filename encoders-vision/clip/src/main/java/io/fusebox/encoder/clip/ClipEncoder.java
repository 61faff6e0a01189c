package io.fusebox.encoder.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.tensor.Linear;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vision tower of CLIP in a Hugging Face folder (Radford et al. 2021, "Learning Transferable
 * Visual Models From Natural Language Supervision"): {@code CLIPModel}, whose text tower is left
 * alone, {@code CLIPVisionModel} or {@code CLIPVisionModelWithProjection}.
 */
public final class ClipEncoder implements ModalityEncoder {
  private static final String PROJECTION = "visual_projection";

  /** What a pipeline may set. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** What the PLM gets to see of a picture. */
  public enum Features {
    /** One vector, the class token after its norm: {@code [b, 1, d]}. */
    POOLED,
    /** The pooled vector in the space that CLIP's towers share: {@code [b, 1, projection]}. */
    PROJECTED,
    /** The class token and all patches, without a norm: {@code [b, 1 + n, d]}. */
    SEQUENCE
  }

  private final Features features;
  private final Orientation orientation;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final ClipModel model;
  private final Optional<Linear> projection;
  private final ImageProcessor processor;

  private ClipEncoder(Config settings, Checkpoint checkpoint, NDManager manager) {
    ClipConfig config = ClipConfig.read(checkpoint);
    Parameters all = new Parameters(checkpoint, manager);
    all.leave("text_model.", "text_projection.", "logit_scale");
    this.features = settings.features();
    this.orientation = settings.orientation();
    this.checkpoint = checkpoint;
    this.processor = ImageProcessor.read(checkpoint, ProcessorFamily.CLIP, config.imageSize());
    this.model = ClipModel.read(all.under("vision_model"), config, manager);
    this.projection =
        all.has(PROJECTION + ".weight")
            ? Optional.of(
                Linear.readWithoutBias(all.under(PROJECTION), config.width(), config.projection()))
            : Optional.empty();
    this.parameters = all.all();
  }

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is no CLIP of a known form, or has no projection
   *     while projected features are asked for
   */
  public static ClipEncoder read(Config config, Checkpoint checkpoint, NDManager manager) {
    ClipEncoder clip = new ClipEncoder(config, checkpoint, manager);
    if (config.features() == Features.PROJECTED && clip.projection.isEmpty()) {
      throw new FuseboxException(
          "the checkpoint %s has no projection, so it gives no projected features: set 'features: pooled', or use a checkpoint that has '%s.weight'"
              .formatted(checkpoint.folder(), PROJECTION));
    }
    return clip;
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return features == Features.PROJECTED ? model.config().projection() : model.config().width();
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}, or {@code [b, 1, d]} if pooled or projected. */
  @Override
  public NDArray encode(NDArray pixels) {
    checkShape(pixels.getShape());
    NDArray states = model.lastHiddenState(pixels);
    return switch (features) {
      case SEQUENCE -> states;
      case POOLED -> model.pool(states).expandDims(1);
      case PROJECTED -> projection.orElseThrow().apply(model.pool(states)).expandDims(1);
    };
  }

  private void checkShape(Shape found) {
    ClipConfig config = model.config();
    Shape expected =
        new Shape(found.get(0), config.channels(), config.imageSize(), config.imageSize());
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "the model %s reads pictures %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(checkpoint.folder(), expected, found));
    }
  }

  /** {@code last_hidden_state}, {@code pooler_output}, {@code hidden_states.N}; image embeds. */
  @Override
  public Map<String, NDArray> outputs(NDArray pixels) {
    checkShape(pixels.getShape());
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDList hidden = model.hiddenStates(pixels);
    NDArray last = hidden.get(hidden.size() - 1);
    NDArray pooled = model.pool(last);
    outputs.put("last_hidden_state", last);
    outputs.put("pooler_output", pooled);
    projection.ifPresent(p -> outputs.put("image_embeds", p.apply(pooled)));
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file, orientation);
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  /** Behind the class token, unless it is one vector. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    return features == Features.SEQUENCE
        ? Optional.of(
            PatchGrid.afterClassToken(
                model.config().imageSize(),
                model.config().patchSize(),
                processor.window(height, width)))
        : Optional.empty();
  }

  /** Black after normalisation. */
  @Override
  public NDArray blank(NDArray pixels) {
    return processor.blackInput(pixels);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }
}
