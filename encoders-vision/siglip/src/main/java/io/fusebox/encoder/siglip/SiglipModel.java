package io.fusebox.encoder.siglip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.vision.Classifier;
import io.fusebox.toolkit.vision.TowerLayers;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the vision tower: patches with positions, no class token, layers, a last norm. */
final class SiglipModel {
  static final String POOLED = "pooler_output";

  private SiglipModel() {}

  /**
   * Reads the tower.
   *
   * @param all the whole checkpoint; the tower lies under {@code vision_model}, or at its root
   * @param owner owns the constants of its functions
   */
  static VisionNetwork read(
      Parameters all, SiglipConfig settings, Checkpoint checkpoint, NDManager owner) {
    VisionConfig config = settings.sizes();
    boolean wrapped = all.has("vision_model.embeddings.patch_embedding.weight");
    Parameters of = wrapped ? all.under("vision_model") : all;
    int d = config.width();
    int p = config.patchSize();
    Parameters patches = of.under("embeddings.patch_embedding");
    NDArray weight = patches.get("weight", d, config.channels(), p, p);
    NDArray scale = Attention.scale(weight, config.headWidth());
    PatchEmbedding embedding =
        new PatchEmbedding(
            weight,
            patches.get("bias", d),
            null,
            of.get("embeddings.position_embedding.weight", config.patches(), d));
    Activation activation = Activation.named(config.activation(), owner);
    TowerLayers layers = new TowerLayers(of, config, activation, scale);
    Map<String, UnaryOperator<NDArray>> heads = new LinkedHashMap<>();
    if (settings.pools() && of.has("head.probe")) {
      Parameters head = of.under("head");
      heads.put(
          POOLED,
          ProbeHead.read(head, config, layers.feedForward(head.under("mlp")), scale)::apply);
    }
    Classifier classifier = new Classifier(checkpoint, d);
    if (classifier.isThere()) {
      heads.put("logits", states -> classifier.apply(states.mean(new int[] {1})));
    }
    return new VisionNetwork(
        embedding::apply,
        layers.read(),
        Optional.of(LayerNorm.read(of.under("post_layernorm"), d, config.eps())),
        heads);
  }
}
