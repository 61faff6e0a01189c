package io.fusebox.encoder.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.tensor.TensorScope;

/**
 * The vision tower: patches without a bias, a class token before them, positions, a norm, layers,
 * and a norm for the class token alone.
 */
record ClipModel(
    ClipConfig config,
    PatchEmbedding embedding,
    LayerNorm first,
    PreNormLayers layers,
    LayerNorm ofPooled) {

  /**
   * Reads the tower.
   *
   * @param owner owns the constants of its functions
   */
  static ClipModel read(Parameters of, ClipConfig config, NDManager owner) {
    int d = config.width();
    int p = config.patchSize();
    NDArray cls = of.get("embeddings.class_embedding", d);
    NDArray scale = Attention.scale(cls, d / config.heads());
    Activation activation = Activation.named(config.activation(), owner);
    return new ClipModel(
        config,
        new PatchEmbedding(
            of.get("embeddings.patch_embedding.weight", d, config.channels(), p, p),
            null,
            cls,
            of.get("embeddings.position_embedding.weight", 1 + config.patches(), d)),
        LayerNorm.read(of.under("pre_layrnorm"), d, config.eps()), // sic
        new ClipLayers(of, config, activation, scale).read(),
        LayerNorm.read(of.under("post_layernorm"), d, config.eps()));
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}: what the first layer reads. */
  private NDArray embed(NDArray pixels) {
    return TensorScope.freeIntermediates(() -> first.apply(embedding.apply(pixels)));
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}; no norm behind the last layer. */
  NDArray lastHiddenState(NDArray pixels) {
    return layers.apply(embed(pixels));
  }

  /** What each layer reads, then what the last one gives. */
  NDList hiddenStates(NDArray pixels) {
    return layers.states(embed(pixels));
  }

  /** {@code [b, 1 + n, d] -> [b, d]}: the class token, normalised. */
  NDArray pool(NDArray lastHiddenState) {
    return ofPooled.apply(lastHiddenState.get(new NDIndex(":, 0")));
  }
}
