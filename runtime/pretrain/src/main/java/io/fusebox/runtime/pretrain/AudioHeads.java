package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Linear;
import java.util.Map;

/**
 * The training objectives for an audio clip's frames, computed by heads that are thrown away
 * afterwards: timbre and motion.
 */
final class AudioHeads {
  private final Parameters heads;
  private final Linear timbre;
  private final Linear motion;

  AudioHeads(Parameters untrained, long width) {
    this.heads = untrained.under("heads");
    this.timbre = Linear.read(heads.under("timbre"), width, AudioBatch.TIMBRES);
    this.motion = Linear.read(heads.under("motion"), width, AudioBatch.MOTIONS);
  }

  /** The heads' parameters, live. */
  Map<String, NDArray> parameters() {
    return heads.all();
  }

  /**
   * The loss of a batch.
   *
   * @param frames what the encoder gave, {@code [b, s, d]}
   * @param clean how much it counts that vectors look clean
   * @return a scalar
   */
  NDArray loss(NDArray frames, AudioBatch batch, double clean) {
    NDManager manager = frames.getManager();
    NDArray weights = batch.weights(manager);
    NDArray each = weights.flatten();
    return ClassificationLoss.classes(timbre.apply(frames), batch.timbres, each)
        .add(ClassificationLoss.classes(motion.apply(frames), batch.motions, each))
        .add(
            ClassificationLoss.ofCodes(frames, batch.codes, weights)
                .mul(manager.full(new Shape(), (float) clean)));
  }

  /**
   * Of the frames in which something is heard, the share whose timbre, and motion, is recognised.
   */
  Map<String, Double> scores(NDArray frames, AudioBatch batch) {
    return Map.of(
        "timbre", ClassificationLoss.score(timbre.apply(frames), batch.timbres),
        "motion", ClassificationLoss.score(motion.apply(frames), batch.motions));
  }
}
