package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
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
 * The Vision Transformer of a Hugging Face folder (Dosovitskiy et al. 2021, "An Image is Worth
 * 16x16 Words"): {@code ViTModel} with or without a pooler, or inside {@code
 * ViTForImageClassification}.
 */
public final class VitEncoder implements ModalityEncoder {

  /** What a pipeline may set. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** What the PLM gets to see of a picture. */
  public enum Features {
    /** One vector, the pooler's: {@code [b, 1, d]}. */
    POOLED,
    /** The class token and all patches: {@code [b, 1 + n, d]}. */
    SEQUENCE
  }

  private final Features features;
  private final Orientation orientation;
  private final Checkpoint checkpoint;
  private final Map<String, NDArray> parameters;
  private final VitModel model;
  private final ImageProcessor processor;

  private VitEncoder(Config settings, Checkpoint checkpoint, Parameters parameters) {
    this.features = settings.features();
    this.orientation = settings.orientation();
    this.checkpoint = checkpoint;
    VitConfig config = VitConfig.read(checkpoint);
    this.processor = ImageProcessor.read(checkpoint, ProcessorFamily.VIT, config.imageSize());
    parameters.leave(
        "classifier.", "decoder.", "embeddings.mask_token", "vit.embeddings.mask_token");
    boolean wrapped = parameters.has("vit.embeddings.cls_token");
    this.model = VitModel.read(wrapped ? parameters.under("vit") : parameters, config);
    this.parameters = parameters.all();
  }

  /**
   * Reads a checkpoint.
   *
   * @param manager owns the parameters
   * @throws FuseboxException when the checkpoint is no ViT of a known form, or has no pooler while
   *     pooled features are asked for
   */
  public static VitEncoder read(Config config, Checkpoint checkpoint, NDManager manager) {
    VitEncoder vit = new VitEncoder(config, checkpoint, new Parameters(checkpoint, manager));
    if (config.features() == Features.POOLED && vit.model.pooler().isEmpty()) {
      throw new FuseboxException(
          "the checkpoint %s has no pooler, so it gives no pooled features: set 'features: sequence', or use a checkpoint that has 'pooler.dense.weight'"
              .formatted(checkpoint.folder()));
    }
    return vit;
  }

  @Override
  public Modality modality() {
    return Modality.IMAGE;
  }

  @Override
  public long featureSize() {
    return model.config().width();
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}, or {@code [b, 1, d]} if pooled. */
  @Override
  public NDArray encode(NDArray pixels) {
    checkShape(pixels.getShape());
    NDArray states = model.lastHiddenState(pixels);
    return features == Features.SEQUENCE
        ? states
        : VitModel.pool(model.pooler().orElseThrow(), states).expandDims(1);
  }

  private void checkShape(Shape found) {
    VitConfig config = model.config();
    Shape expected =
        new Shape(found.get(0), config.channels(), config.imageSize(), config.imageSize());
    if (!found.equals(expected)) {
      throw new FuseboxException(
          "the model %s reads pictures %s, found %s: do preprocessor_config.json and config.json agree?"
              .formatted(checkpoint.folder(), expected, found));
    }
  }

  /** {@code last_hidden_state}, {@code hidden_states.N}; pooler and classifier where they are. */
  @Override
  public Map<String, NDArray> outputs(NDArray pixels) {
    checkShape(pixels.getShape());
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    NDList hidden = model.hiddenStates(pixels);
    NDArray last = model.last().apply(hidden.get(hidden.size() - 1));
    outputs.put("last_hidden_state", last);
    model.pooler().ifPresent(p -> outputs.put("pooler_output", VitModel.pool(p, last)));
    if (checkpoint.has("classifier.weight")) {
      outputs.put("logits", classifier(pixels).apply(VitModel.classState(last)));
    }
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }

  /** Read when it is asked for: it is no part of the encoder and is not kept. */
  private Linear classifier(NDArray pixels) {
    JsonNode names = checkpoint.config().path("id2label");
    int labels = names.isEmpty() ? 2 : names.size(); // 2 is the reference's default
    Parameters head = new Parameters(checkpoint, pixels.getManager()).under("classifier");
    return Linear.read(head, model.config().width(), labels);
  }

  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    return processor.decode(manager, file, orientation);
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  /** Behind the class token, unless pooled. */
  @Override
  public Optional<PatchGrid> patches(int height, int width) {
    return features == Features.POOLED
        ? Optional.empty()
        : Optional.of(
            PatchGrid.afterClassToken(
                model.config().imageSize(),
                model.config().patchSize(),
                processor.window(height, width)));
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
