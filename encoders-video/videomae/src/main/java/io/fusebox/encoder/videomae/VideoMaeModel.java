package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.vision.Classifier;
import io.fusebox.toolkit.vision.VisionConfig;
import io.fusebox.toolkit.vision.VisionNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads the network: tubelets with fixed positions, layers, and a last norm unless the mean is
 * pooled.
 */
final class VideoMaeModel {
  /** The reference makes this norm with its framework's default. */
  private static final double POOLED_EPS = 1e-5;

  private VideoMaeModel() {}

  /**
   * Reads the network.
   *
   * @param all the whole checkpoint; the encoder lies under {@code videomae} alongside a head
   * @param owner owns positions and constants
   */
  static VisionNetwork read(
      Parameters all, VideoMaeConfig settings, Checkpoint checkpoint, NDManager owner) {
    VisionConfig config = settings.sizes();
    boolean wrapped = all.has("videomae.embeddings.patch_embeddings.projection.weight");
    Parameters of = wrapped ? all.under("videomae") : all;
    int d = config.width();
    int p = config.patchSize();
    Parameters patches = of.under("embeddings.patch_embeddings.projection");
    NDArray weight = patches.get("weight", d, config.channels(), settings.tubelet(), p, p);
    NDArray scale = Attention.scale(weight, config.headWidth());
    PatchEmbedding embedding =
        new PatchEmbedding(
            weight,
            patches.get("bias", d),
            null,
            SinusoidalPositions.positions(owner, settings.tubelets(), d));
    Activation activation = Activation.named(config.activation(), owner);
    return new VisionNetwork(
        frames -> embedding.apply(frames.transpose(0, 2, 1, 3, 4)), // channels before time
        new VideoMaeLayers(of, config, settings.qkvBias(), activation, scale).read(),
        settings.meanPooling()
            ? Optional.empty()
            : Optional.of(LayerNorm.read(of.under("layernorm"), d, config.eps())),
        heads(all, settings, checkpoint));
  }

  private static Map<String, UnaryOperator<NDArray>> heads(
      Parameters all, VideoMaeConfig settings, Checkpoint checkpoint) {
    Classifier classifier = new Classifier(checkpoint, settings.sizes().width());
    UnaryOperator<NDArray> pooling = pooling(all, settings);
    return classifier.isThere()
        ? Map.of("logits", states -> classifier.apply(pooling.apply(states)))
        : Map.of();
  }

  /**
   * {@code [b, n, d] -> [b, d]}: what the reference's classifier reads. The mean has a norm where
   * the checkpoint was made for classification.
   */
  static UnaryOperator<NDArray> pooling(Parameters all, VideoMaeConfig settings) {
    int d = settings.sizes().width();
    if (!settings.meanPooling()) {
      return VisionNetwork::first;
    } else if (!all.has("fc_norm.weight")) {
      return states -> states.mean(new int[] {1});
    }
    LayerNorm norm = LayerNorm.read(all.under("fc_norm"), d, POOLED_EPS);
    return states -> norm.apply(states.mean(new int[] {1}));
  }
}
