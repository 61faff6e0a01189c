package io.fusebox.encoder.videomae;

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
import java.util.Optional;

/**
 * The encoder: tubelets with fixed positions, layers, and a last norm unless the mean is pooled.
 *
 * @param ofPooled the norm of the mean, where the checkpoint was made for classification
 */
record VideoMaeModel(
    VideoMaeConfig config,
    PatchEmbedding embedding,
    PreNormLayers layers,
    Optional<LayerNorm> last,
    Optional<LayerNorm> ofPooled) {
  /** The reference makes this norm with its framework's default. */
  private static final double POOLED_EPS = 1e-5;

  /**
   * Reads the encoder.
   *
   * @param all the whole checkpoint; the encoder lies under {@code videomae} beside a head
   * @param owner owns positions and constants
   */
  static VideoMaeModel read(Parameters all, VideoMaeConfig config, NDManager owner) {
    boolean wrapped = all.has("videomae.embeddings.patch_embeddings.projection.weight");
    Parameters of = wrapped ? all.under("videomae") : all;
    int d = config.width();
    int p = config.patchSize();
    Parameters patches = of.under("embeddings.patch_embeddings.projection");
    NDArray weight = patches.get("weight", d, config.channels(), config.tubelet(), p, p);
    NDArray scale = Attention.scale(weight, d / config.heads());
    Activation activation = Activation.named(config.activation(), owner);
    return new VideoMaeModel(
        config,
        new PatchEmbedding(
            weight,
            patches.get("bias", d),
            null,
            SinusoidalPositions.positions(owner, config.tubelets(), d)),
        new VideoMaeLayers(of, config, activation, scale).read(),
        config.meanPooling()
            ? Optional.empty()
            : Optional.of(LayerNorm.read(of.under("layernorm"), d, config.eps())),
        config.meanPooling() && all.has("fc_norm.weight")
            ? Optional.of(LayerNorm.read(all.under("fc_norm"), d, POOLED_EPS))
            : Optional.empty());
  }

  /** {@code [b, t, c, h, w] -> [b, n, d]}. */
  private NDArray embed(NDArray frames) {
    return embedding.apply(frames.transpose(0, 2, 1, 3, 4)); // channels before time
  }

  /** {@code [b, t, c, h, w] -> [b, n, d]}. */
  NDArray lastHiddenState(NDArray frames) {
    NDArray x = layers.apply(embed(frames));
    if (last.isEmpty()) {
      return x;
    }
    try (x) {
      return last.get().apply(x);
    }
  }

  /** What each layer reads, then what the last one gives, before the last norm. */
  NDList hiddenStates(NDArray frames) {
    return layers.states(embed(frames));
  }

  /** {@code [b, n, d] -> [b, d]}: what the reference's classifier reads. */
  NDArray pool(NDArray lastHiddenState) {
    if (!config.meanPooling()) {
      return lastHiddenState.get(new NDIndex(":, 0"));
    }
    NDArray mean = lastHiddenState.mean(new int[] {1});
    return ofPooled.map(norm -> norm.apply(mean)).orElse(mean);
  }
}
