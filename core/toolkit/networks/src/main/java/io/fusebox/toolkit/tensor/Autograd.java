package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Gradients without the engine's collector, of which there is one per JVM. Grad mode belongs to the
 * thread and is on in fresh threads, so every entry into the engine goes through here.
 */
public final class Autograd {
  private Autograd() {}

  /** Runs {@code work} without recording for gradients: answering, evaluation. */
  public static <T> T without(Supplier<T> work) {
    return in(false, work);
  }

  /** Runs {@code work} while recording for gradients: training. */
  public static <T> T with(Supplier<T> work) {
    return in(true, work);
  }

  private static <T> T in(boolean mode, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(mode);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Fills the gradients of everything that {@code loss}, a scalar, came from. */
  public static void backward(NDArray loss) {
    try (NDArray one = loss.getManager().ones(loss.getShape(), DataType.FLOAT32)) {
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
    }
  }

  /** The gradient as a Java array; zeros when nothing reached the parameter. */
  public static float[] gradient(NDArray parameter) {
    if (!parameter.hasGradient()) {
      throw new IllegalArgumentException("no gradient is recorded for " + parameter.getShape());
    }
    try (NDArray gradient = parameter.getGradient()) {
      return gradient == null
          ? new float[Math.toIntExact(parameter.size())]
          : gradient.toFloatArray();
    }
  }

  /** Forgets the gradient of a parameter that lives longer than one step. */
  public static void clear(NDArray parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter);
  }

  /** Forgets the gradient of a parameter, and records none any more. */
  public static void freeze(NDArray parameter) {
    if (parameter.hasGradient()) {
      clear(parameter);
      parameter.setRequiresGradient(false);
    }
  }
}
