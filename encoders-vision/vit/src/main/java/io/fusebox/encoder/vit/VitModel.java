package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.vision.Classifier;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionNetwork;
import io.fusebox.toolkit.vision.VitLayers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the network: patches, a class token before them, positions, layers, a last LN. */
final class VitModel {
  static final String POOLER = "pooler_output";

  private VitModel() {}

  /**
   * Reads the network.
   *
   * @param owner owns the constants of its functions
   */
  static VisionNetwork read(
      Parameters of, VitConfig settings, Checkpoint checkpoint, NDManager owner) {
    VisionConfig config = settings.sizes();
    int d = config.width();
    int p = config.patchSize();
    NDArray cls = of.get("embeddings.cls_token", 1, 1, d);
    Parameters patches = of.under("embeddings.patch_embeddings.projection");
    NDArray scale = Attention.scale(cls, config.headWidth());
    PatchEmbedding embedding =
        new PatchEmbedding(
            patches.get("weight", d, config.channels(), p, p),
            patches.get("bias", d),
            cls,
            of.get("embeddings.position_embeddings", 1, 1 + config.patches(), d));
    return new VisionNetwork(
        embedding::apply,
        new VitLayers(
                of,
                config.width(),
                config.heads(),
                config.inner(),
                Activation.named(config.activation(), owner),
                config.eps(),
                settings.qkvBias(),
                scale)
            .read(config.layers()),
        Optional.of(LayerNorm.read(of.under("layernorm"), d, config.eps())),
        heads(of, d, checkpoint));
  }

  private static Map<String, UnaryOperator<NDArray>> heads(
      Parameters of, int d, Checkpoint checkpoint) {
    Map<String, UnaryOperator<NDArray>> heads = new LinkedHashMap<>();
    if (of.has("pooler.dense.weight")) {
      Linear pooler = Linear.read(of.under("pooler.dense"), d, d);
      heads.put(POOLER, states -> pooler.apply(VisionNetwork.first(states)).tanh());
    }
    Classifier classifier = new Classifier(checkpoint, d);
    if (classifier.isThere()) {
      heads.put("logits", states -> classifier.apply(VisionNetwork.first(states)));
    }
    return heads;
  }
}
