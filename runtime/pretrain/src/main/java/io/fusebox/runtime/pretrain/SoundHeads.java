package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Linear;
import java.util.Map;

/**
 * What is asked of a sound's frames while an encoder learns, by heads that are thrown away
 * afterwards: timbre and motion.
 */
final class SoundHeads {
  private final Parameters heads;
  private final Linear timbre;
  private final Linear motion;

  SoundHeads(Parameters untrained, long width) {
    this.heads = untrained.under("heads");
    this.timbre = Linear.read(heads.under("timbre"), width, SoundBatch.TIMBRES);
    this.motion = Linear.read(heads.under("motion"), width, SoundBatch.MOTIONS);
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
  NDArray loss(NDArray frames, SoundBatch batch, double clean) {
    NDManager manager = frames.getManager();
    NDArray weights = batch.weights(manager);
    NDArray each = weights.flatten();
    return TellingLoss.classes(timbre.apply(frames), batch.timbres, each)
        .add(TellingLoss.classes(motion.apply(frames), batch.motions, each))
        .add(
            TellingLoss.ofCodes(frames, batch.codes, weights)
                .mul(manager.full(new Shape(), (float) clean)));
  }

  /** Of the frames in which something is heard, the share whose timbre, and motion, is told. */
  Map<String, Double> scores(NDArray frames, SoundBatch batch) {
    return Map.of(
        "timbre", TellingLoss.score(timbre.apply(frames), batch.timbres),
        "motion", TellingLoss.score(motion.apply(frames), batch.motions));
  }
}
