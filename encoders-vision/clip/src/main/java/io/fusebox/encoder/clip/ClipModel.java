package io.fusebox.encoder.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.tensor.TensorScope;
import io.fusebox.toolkit.vision.TowerLayers;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads the vision tower: patches without a bias, a class token before them, positions, a norm,
 * layers, and a norm for the class token alone.
 */
final class ClipModel {
  static final String POOLED = "pooler_output";
  static final String PROJECTED = "image_embeds";
  static final String PROJECTION = "visual_projection";

  private ClipModel() {}

  /**
   * Reads the tower.
   *
   * @param all the whole checkpoint, or the tower alone
   * @param owner owns the constants of its functions
   */
  static VisionNetwork read(Parameters all, ClipConfig settings, NDManager owner) {
    VisionConfig config = settings.sizes();
    boolean wrapped = all.has("vision_model.embeddings.class_embedding");
    Parameters of = wrapped ? all.under("vision_model") : all;
    int d = config.width();
    int p = config.patchSize();
    NDArray cls = of.get("embeddings.class_embedding", d);
    NDArray scale = Attention.scale(cls, config.headWidth());
    Activation activation = Activation.named(config.activation(), owner);
    PatchEmbedding embedding =
        new PatchEmbedding(
            of.get("embeddings.patch_embedding.weight", d, config.channels(), p, p),
            null,
            cls,
            of.get("embeddings.position_embedding.weight", 1 + config.patches(), d));
    LayerNorm first = LayerNorm.read(of.under("pre_layrnorm"), d, config.eps()); // sic
    return new VisionNetwork(
        pixels -> TensorScope.freeIntermediates(() -> first.apply(embedding.apply(pixels))),
        new TowerLayers(of, config, activation, scale).read(),
        Optional.empty(),
        heads(
            all,
            LayerNorm.read(of.under("post_layernorm"), d, config.eps()),
            d,
            settings.projection()));
  }

  private static Map<String, UnaryOperator<NDArray>> heads(
      Parameters all, LayerNorm norm, int width, int projected) {
    Map<String, UnaryOperator<NDArray>> heads = new LinkedHashMap<>();
    UnaryOperator<NDArray> pooled = states -> norm.apply(VisionNetwork.first(states));
    heads.put(POOLED, pooled);
    if (all.has(PROJECTION + ".weight")) {
      Linear projection = Linear.readWithoutBias(all.under(PROJECTION), width, projected);
      heads.put(PROJECTED, states -> projection.apply(pooled.apply(states)));
    }
    return heads;
  }
}
