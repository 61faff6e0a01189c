package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.settings.Default;
import io.fusebox.toolkit.image.ImageProcessor;
import io.fusebox.toolkit.image.ProcessorFamily;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.vision.Classifier;
import io.fusebox.toolkit.vision.ImageInput;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionEncoder;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * DINOv2 in a Hugging Face folder (Oquab et al. 2023, "DINOv2: Learning Robust Visual Features
 * without Supervision"), also with registers (Darcet et al. 2023, "Vision Transformers Need
 * Registers"): {@code Dinov2Model}, {@code Dinov2WithRegistersModel}, or inside {@code
 * ...ForImageClassification}. It reads images of any size and proportions.
 */
public final class Dinov2Encoder {
  private Dinov2Encoder() {}

  /** The settings that a pipeline may give. */
  public record Config(
      @Default("sequence") Features features, @Default("upright") Orientation orientation) {}

  /** The features of an image that the PLM gets. */
  public enum Features {
    /** One vector, the class token after the last norm: {@code [b, 1, d]}. */
    POOLED,
    /** The class token, the registers and all patches: {@code [b, 1 + r + n, d]}. */
    SEQUENCE
  }

  /**
   * Reads a checkpoint. Its outputs are {@code last_hidden_state}, {@code pooler_output}, {@code
   * hidden_states.N}, and {@code logits} where it has a classifier.
   *
   * @param manager owns the parameters
   * @throws io.fusebox.api.FuseboxException when the checkpoint is not a DINOv2 of a known form
   */
  public static VisionEncoder read(Config settings, Checkpoint checkpoint, NDManager manager) {
    Dinov2Config config = Dinov2Config.read(checkpoint);
    VisionConfig sizes = config.sizes();
    Parameters all = new Parameters(checkpoint, manager);
    Parameters of = model(all);
    of.leave("embeddings.mask_token");
    all.leave("classifier.");
    ImageProcessor processor =
        ImageProcessor.read(checkpoint, ProcessorFamily.DINOV2, sizes.imageSize());
    VisionNetwork network = network(of, config, heads(config, checkpoint), manager);
    return new VisionEncoder(
        checkpoint.folder(),
        new ImageInput(processor, settings.orientation(), sizes, 1 + config.registers(), true),
        network,
        settings.features() == Features.POOLED
            ? Optional.of(VisionNetwork::first)
            : Optional.empty(),
        sizes.width(),
        all.all());
  }

  /** Under a name of its own alongside a classifier. */
  private static Parameters model(Parameters all) {
    for (String name : new String[] {"dinov2", "dinov2_with_registers"}) {
      if (all.has(name + ".embeddings.cls_token")) {
        return all.under(name);
      }
    }
    return all;
  }

  private static VisionNetwork network(
      Parameters of,
      Dinov2Config config,
      Map<String, UnaryOperator<NDArray>> heads,
      NDManager owner) {
    VisionConfig sizes = config.sizes();
    Dinov2Embedding embedding = Dinov2Embedding.read(of.under("embeddings"), config);
    NDArray scale = Attention.scale(embedding.weight(), sizes.headWidth());
    Activation activation = Activation.named(sizes.activation(), owner);
    return new VisionNetwork(
        embedding::apply,
        new Dinov2Layers(of, config, activation, scale).read(),
        Optional.of(LayerNorm.read(of.under("layernorm"), sizes.width(), sizes.eps())),
        heads);
  }

  private static Map<String, UnaryOperator<NDArray>> heads(
      Dinov2Config config, Checkpoint checkpoint) {
    Map<String, UnaryOperator<NDArray>> heads = new LinkedHashMap<>();
    heads.put("pooler_output", VisionNetwork::first);
    Classifier classifier = new Classifier(checkpoint, 2 * config.sizes().width());
    if (classifier.isThere()) {
      NDIndex patches = new NDIndex(":, {}:", 1 + config.registers());
      heads.put(
          "logits",
          states -> {
            NDArray mean = states.get(patches).mean(new int[] {1});
            return classifier.apply(VisionNetwork.first(states).concat(mean, 1));
          });
    }
    return heads;
  }
}
