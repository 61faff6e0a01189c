package io.fusebox.runtime.training.versions;

import io.fusebox.runtime.engine.weights.WeightValues;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Weights that were loaded, and which version they are. Another one may be activated at any time.
 *
 * @param version empty when nothing was trained
 */
public record VersionedWeights(WeightValues weights, Optional<WeightsVersion> version) {
  /** Loads what is active; once more when another version took its place meanwhile. */
  static VersionedWeights load(
      Supplier<Optional<WeightsVersion>> active, Supplier<WeightValues> weights) {
    Optional<WeightsVersion> before = active.get();
    while (true) {
      WeightValues loaded = weights.get();
      Optional<WeightsVersion> after = active.get();
      if (after.equals(before)) {
        return new VersionedWeights(loaded, after);
      }
      before = after;
    }
  }
}
