package io.fusebox.runtime.pretrain;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.training.Adam;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains every parameter of a model: Adam with gradients clipped to a length of 1. */
public final class ModelTrainer {
  private static final double LONGEST = 1;

  private final Adam adam = new Adam();
  private final Map<String, NDArray> parameters;

  /**
   * Takes a model's live parameters and has gradients recorded for them from now on.
   *
   * @param parameters are changed in place by every {@link #step}
   */
  public ModelTrainer(Map<String, NDArray> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
    this.parameters.values().forEach(p -> p.setRequiresGradient(true));
  }

  /**
   * One update.
   *
   * @param loss a scalar that was computed while recording; its manager may be closed afterwards
   * @return the loss
   */
  public float step(NDArray loss, double rate) {
    float value = loss.getFloat();
    if (!Float.isFinite(value)) {
      throw new FuseboxException("pretraining failed: the loss became " + value);
    }
    Autograd.backward(loss);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    parameters.forEach((name, p) -> gradients.put(name, Autograd.gradient(p)));
    clip(gradients);
    Autograd.without(
        () -> {
          gradients.forEach((name, gradient) -> update(name, gradient, rate));
          return null;
        });
    return value;
  }

  private static void clip(Map<String, float[]> gradients) {
    double square = 0;
    for (float[] gradient : gradients.values()) {
      for (float g : gradient) {
        square += (double) g * g;
      }
    }
    if (square > LONGEST * LONGEST) {
      float scale = (float) (LONGEST / Math.sqrt(square));
      gradients.values().forEach(g -> scale(g, scale));
    }
  }

  private static void scale(float[] values, float by) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
  }

  /** Adds the change in place, so that anyone who holds the tensor sees it. */
  private void update(String name, float[] gradient, double rate) {
    NDArray parameter = requireNonNull(parameters.get(name));
    float[] before = parameter.toFloatArray();
    float[] after = before.clone();
    adam.update(name, after, gradient, rate);
    for (int i = 0; i < after.length; i++) {
      after[i] -= before[i];
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      parameter.addi(manager.create(after, parameter.getShape()));
    }
    Autograd.clear(parameter);
  }
}
