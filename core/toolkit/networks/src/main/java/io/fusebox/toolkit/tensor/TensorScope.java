package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/** Who owns a tensor, and for how long. */
public final class TensorScope {
  private TensorScope() {}

  /**
   * Computes a piece of a model and frees all that it made on the way, so that a batch holds each
   * layer's output and not its scores. Autograd keeps by itself what it needs.
   *
   * <p>The piece must not make tensors from Java arrays or numbers that the backward pass reads:
   * their memory would go at once.
   *
   * @return the result, owned by the manager that the piece gave it
   */
  public static NDArray freeIntermediates(Supplier<NDArray> piece) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray result = piece.get();
      NDScope.unregister(result);
      return result;
    }
  }

  /** Lets what was made inside a piece live on beyond it, until its manager closes. */
  public static void retain(NDArray... made) {
    NDScope.unregister(made);
  }

  /**
   * The same numbers under another owner, so that what is computed from them goes with it. No copy;
   * gradients flow through.
   */
  public static NDArray viewOn(NDManager owner, NDArray x) {
    if (x.getManager() == owner) {
      return x;
    }
    NDArray view = x.reshape(x.getShape());
    view.attach(owner);
    return view;
  }

  /**
   * The same numbers without a history for gradients, for as long as {@code owner} lives and
   * whatever piece of a model they were made in. No copy.
   */
  public static NDArray detachTo(NDManager owner, NDArray x) {
    NDArray kept = x.stopGradient();
    retain(kept);
    kept.attach(owner);
    return kept;
  }
}
