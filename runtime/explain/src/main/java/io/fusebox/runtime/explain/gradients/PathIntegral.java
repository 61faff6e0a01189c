package io.fusebox.runtime.explain.gradients;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.Interrupts;
import java.util.Arrays;

/** The gradient of one example's target, integrated along its line. */
record PathIntegral(IntegratedGradients how, InterpolationPath line, AttributionTarget target) {

  /**
   * The part of its target that the example's embeddings added.
   *
   * @param values {@code [s, d]}, row-major
   */
  record Result(InterpolationPath line, double[] values, double atInput, double atBaseline) {
    /** By how much the values miss what they should sum to. */
    double delta() {
      return Arrays.stream(values).sum() - (atInput - atBaseline);
    }
  }

  Result result() {
    double[] values = meanGradient();
    float[] end = line.end().data();
    for (int j = 0; j < values.length; j++) {
      values[j] *= end[j];
    }
    return new Result(line, values, at(1), at(0));
  }

  /** The target at points {@code [c, s, d]} of the line: {@code [c]}, owned by their manager. */
  private NDArray at(NDArray points) {
    return target.of(line.example(), how.plm(), line.at(points), points.getManager());
  }

  /** The target at one point. */
  private double at(double share) {
    try (NDManager pass = line.newManager()) {
      NDArray point = line.points(pass, share);
      return Autograd.without(() -> (double) at(point).getFloat());
    }
  }

  /** Sums in double precision, a few steps at a time. */
  private double[] meanGradient() {
    int size = line.end().data().length;
    double[] mean = new double[size];
    QuadratureRule.Nodes nodes = how.rule().nodes(how.steps());
    for (int from = 0; from < how.steps(); from += how.rows()) {
      Interrupts.check();
      int to = Math.min(how.steps(), from + how.rows());
      float[] gradients = gradients(Arrays.copyOfRange(nodes.at(), from, to));
      for (int i = 0; i < gradients.length; i++) {
        mean[i % size] += nodes.weights()[from + i / size] * gradients[i];
      }
    }
    return mean;
  }

  private float[] gradients(double... shares) {
    try (NDManager pass = line.newManager()) {
      NDArray points = line.points(pass, shares);
      points.setRequiresGradient(true);
      return Autograd.with(
          () -> {
            // No point's target depends on another point: the sum's gradient is each one's.
            Autograd.backward(at(points).sum());
            return Autograd.gradient(points);
          });
    }
  }
}
