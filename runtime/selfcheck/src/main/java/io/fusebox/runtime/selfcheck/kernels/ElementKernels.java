package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.types.DataType;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Embedding;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Kernels that treat each number alone: activation functions, and rows looked up in a table. */
final class ElementKernels {
  private static final double REACH = 6;
  private static final int COUNT = 1037;

  private ElementKernels() {}

  static Stream<Kernel> all() {
    return Stream.concat(
        Activation.KNOWN.stream().map(name -> activation(name, COUNT)),
        Stream.of(rows(7, 24), rows(1000, 33), rows(61, 768)));
  }

  static Stream<Kernel> trained() {
    return Stream.concat(
        Activation.KNOWN.stream().map(name -> activation(name, 38)), Stream.of(rows(7, 24)));
  }

  private static Kernel activation(String name, int count) {
    DoubleUnaryOperator function = function(name);
    return new Kernel(
        Kernel.name("%s of %,d numbers", name, count),
        List.of(KernelTensor.range(-REACH, REACH, count)),
        x -> Activation.named(name, x.get(0).getManager()).apply(x.get(0)),
        x -> java.util.Arrays.stream(x[0]).map(function).toArray());
  }

  private static DoubleUnaryOperator function(String name) {
    return switch (name) {
      case "gelu" -> x -> x / 2 * (1 + erf(x / Math.sqrt(2)));
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" ->
          x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case "quick_gelu" -> x -> x * sigmoid(1.702 * x);
      case "relu" -> x -> Math.max(x, 0);
      case "sigmoid" -> ElementKernels::sigmoid;
      case "silu", "swish" -> x -> x * sigmoid(x);
      case "tanh" -> Math::tanh;
      default -> throw new IllegalStateException("no plain form of " + name);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The series whose terms all have one sign, so that nothing cancels out. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** Every third row of a table, and so each of its rows once in some order. */
  private static Kernel rows(int count, int width) {
    int[] ids = java.util.stream.IntStream.range(0, count).map(i -> 3 * i % count).toArray();
    return new Kernel(
        Kernel.name("embedding, %d x %d", count, width),
        List.of(KernelTensor.wide(count, width)),
        x ->
            new Embedding(x.get(0))
                .apply(x.get(0).getManager().create(ids).toType(DataType.INT64, false)),
        x -> {
          double[] y = new double[count * width];
          for (int i = 0; i < y.length; i++) {
            y[i] = x[0][ids[i / width] * width + i % width];
          }
          return y;
        });
  }
}
