package io.fusebox.runtime.training;

import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strategy's weights that no gradient has reached: nothing that the PLM computes depends on
 * them. They stay as they start, which nobody sees in a loss that falls all the same.
 */
final class UnreachedWeights {
  /** What stands behind a layer that starts as zero is reached from the second update on. */
  private static final int ENOUGH = 2;

  private final Set<String> names;
  private int updates;

  UnreachedWeights(Set<String> names) {
    this.names = new TreeSet<>(names);
  }

  static UnreachedWeights of(Pipeline pipeline) {
    Set<String> own = new TreeSet<>();
    pipeline.weights().stream().map(WeightSpec::name).forEach(own::add);
    // An encoder's pooler may be no part of the features that are read.
    own.removeAll(pipeline.thawed().keySet());
    return new UnreachedWeights(own);
  }

  void see(Map<String, float[]> gradients) {
    updates++;
    names.removeIf(name -> reached(gradients.getOrDefault(name, new float[0])));
  }

  private static boolean reached(float[] gradient) {
    for (float x : gradient) {
      if (x != 0) {
        return true;
      }
    }
    return false;
  }

  /** A sentence for each of them, when there were updates enough to tell. */
  List<String> remarks() {
    return updates < ENOUGH
        ? List.of()
        : names.stream()
            .map(
                name ->
                    "the weight '%s' has learnt nothing in %d updates: nothing that the PLM computes depends on it"
                        .formatted(name, updates))
            .toList();
  }
}
