package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.tensor.Bfloat16;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses logits that are not numbers: the first of several NaNs would pass for an answer. Damaged
 * weights are looked for only then; a checkpoint is not searched whenever it is opened.
 */
public final class FiniteLogitsCheck {
  private FiniteLogitsCheck() {}

  /**
   * Refuses logits of which one is NaN or positive infinity, or which are all negative infinity.
   *
   * @param logits of any shape; not changed, not closed
   * @return the same
   * @throws FuseboxException naming the damaged tensor if it is the PLM's
   */
  public static NDArray require(Plm plm, NDArray logits) {
    try (NDArray most = logits.max()) { // NaN is more than anything
      if (Float.isFinite(most.getFloat())) {
        return logits;
      }
    }
    throw new FuseboxException(
        "the PLM %s gave scores that are not numbers (NaN or infinite): %s"
            .formatted(
                plm.spec().name(),
                damage(plm.parameters())
                    .map(tensor -> damaged(tensor) + "; restore or download the checkpoint again")
                    .orElse(
                        "its weights are valid, so what it read is damaged or too large: the"
                            + " features or the trained weights; train again")));
  }

  /** The first tensor with a number that is not finite, by its name; empty when all are finite. */
  public static Optional<String> damage(Map<String, NDArray> tensors) {
    return tensors.entrySet().stream()
        .filter(e -> !isFinite(e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The message about a damaged tensor. */
  public static String damaged(String tensor) {
    return "its tensor '%s' has numbers that are not finite".formatted(tensor);
  }

  private static boolean isFinite(NDArray x) {
    try (NDArray most = Bfloat16.readable(x.max());
        NDArray least = Bfloat16.readable(x.min())) {
      return Float.isFinite(most.getFloat()) && Float.isFinite(least.getFloat());
    }
  }
}
