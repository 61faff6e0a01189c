package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.tensor.PreNormLayers;
import java.util.Optional;

/** The network: patches, a class token before them, positions, layers, a last LN. */
record VitModel(
    VitConfig config,
    PatchEmbedding embedding,
    PreNormLayers layers,
    LayerNorm last,
    Optional<Linear> pooler) {

  static VitModel read(Parameters of, VitConfig config) {
    int d = config.width();
    int p = config.patchSize();
    NDArray cls = of.get("embeddings.cls_token", 1, 1, d);
    Parameters patches = of.under("embeddings.patch_embeddings.projection");
    NDArray scale = Attention.scale(cls, d / config.heads());
    return new VitModel(
        config,
        new PatchEmbedding(
            patches.get("weight", d, config.channels(), p, p),
            patches.get("bias", d),
            cls,
            of.get("embeddings.position_embeddings", 1, 1 + config.patches(), d)),
        new VitLayers(of, config, scale).read(),
        LayerNorm.read(of.under("layernorm"), d, config.eps()),
        of.has("pooler.dense.weight")
            ? Optional.of(Linear.read(of.under("pooler.dense"), d, d))
            : Optional.empty());
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}, after the last LN. */
  NDArray lastHiddenState(NDArray pixels) {
    try (NDArray x = layers.apply(embedding.apply(pixels))) {
      return last.apply(x);
    }
  }

  /** What each layer reads, then what the last one gives, before the last LN. */
  NDList hiddenStates(NDArray pixels) {
    return layers.states(embedding.apply(pixels));
  }

  /** {@code [b, 1 + n, d] -> [b, d]}: the state of the class token. */
  static NDArray classState(NDArray lastHiddenState) {
    return lastHiddenState.get(new NDIndex(":, 0"));
  }

  /** {@code [b, 1 + n, d] -> [b, d]}. */
  static NDArray pool(Linear pooler, NDArray lastHiddenState) {
    return pooler.apply(classState(lastHiddenState)).tanh();
  }
}
