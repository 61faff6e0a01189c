package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Autograd;

/** Turns a kernel into its gradient: of a weighted sum of its results, by every input number. */
final class GradientKernel {
  private static final double STEP = 1e-4;

  private GradientKernel() {}

  static Kernel of(Kernel kernel) {
    return new Kernel(
        "gradient of " + kernel.name(),
        kernel.inputs(),
        x -> Autograd.with(() -> library(kernel, x)),
        x -> java(kernel, x));
  }

  private static NDArray library(Kernel kernel, NDList inputs) {
    NDManager manager = inputs.get(0).getManager();
    inputs.forEach(x -> x.setRequiresGradient(true));
    NDArray result = kernel.library().apply(inputs).flatten();
    float[] weights = new float[Math.toIntExact(result.size())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) weight(i);
    }
    Autograd.backward(result.mul(manager.create(weights)).sum());
    NDList gradients = new NDList();
    inputs.forEach(x -> gradients.add(manager.create(Autograd.gradient(x))));
    return gradients.size() == 1 ? gradients.get(0) : NDArrays.concat(gradients);
  }

  /** Central differences: exact for what is linear. */
  private static double[] java(Kernel kernel, double[][] inputs) {
    return java.util.Arrays.stream(inputs)
        .flatMapToDouble(
            input ->
                java.util.stream.IntStream.range(0, input.length)
                    .mapToDouble(i -> slope(kernel, inputs, input, i)))
        .toArray();
  }

  private static double slope(Kernel kernel, double[][] inputs, double[] input, int i) {
    double at = input[i];
    input[i] = at + STEP;
    double above = sum(kernel.java().apply(inputs));
    input[i] = at - STEP;
    double below = sum(kernel.java().apply(inputs));
    input[i] = at;
    return (above - below) / (2 * STEP);
  }

  private static double sum(double[] results) {
    double sum = 0;
    for (int i = 0; i < results.length; i++) {
      sum += weight(i) * results[i];
    }
    return sum;
  }

  /** Small whole numbers of both signs. */
  private static double weight(int i) {
    return i * 7 % 5 - 2;
  }
}
