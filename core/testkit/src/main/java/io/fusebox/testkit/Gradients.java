package io.fusebox.testkit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.fusebox.fixtures.Tensors;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Which tensors a result's gradient reaches. */
final class Gradients {
  private Gradients() {}

  /**
   * The largest absolute gradient of each parameter, for a random weighing of the result; 0 where
   * none arrives.
   */
  static List<Double> of(Supplier<NDArray> result, Collection<NDArray> parameters) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = result.get();
      if (parameters.stream().noneMatch(NDArray::hasGradient)) {
        return List.of();
      }
      NDArray weighing = Tensors.normal(value.getManager(), value.getShape(), 17);
      collector.backward(value.mul(weighing).sum());
      return parameters.stream().map(Gradients::largest).toList();
    }
  }

  private static double largest(NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      return gradient == null ? 0 : gradient.abs().max().toFloatArray()[0];
    }
  }
}
