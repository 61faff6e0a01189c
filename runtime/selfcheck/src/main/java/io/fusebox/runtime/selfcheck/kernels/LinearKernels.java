package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.tensor.Linear;
import java.util.List;
import java.util.stream.Stream;

/** Linear maps, up to a vocabulary's, and the products of attention. */
final class LinearKernels {
  /**
   * A large map's rows repeat after so many, a prime, so that no block of the library's begins with
   * the same one and Java computes few of them.
   */
  private static final int PERIOD = 61;

  private LinearKernels() {}

  static Stream<Kernel> all() {
    return Stream.of(
            Stream.of(
                linear(1, 1, 1),
                linear(5, 7, 13),
                linear(2, 24, 24),
                linear(7, 31, 33),
                linear(1, 48, 192),
                linear(17, 64, 257),
                linear(8, 100, 1000),
                linear(33, 768, 768),
                linear(229, 768, 3072),
                linear(33, 3072, 768),
                linear(1, 512, 32128),
                linear(8, 64, 50265),
                linear(8, 768, 50265)),
            Stream.of(
                scores(1, 7, 24), scores(5, 229, 64), scores(33, 33, 31), scores(197, 197, 64)),
            Stream.of(values(1, 7, 24), values(5, 229, 64), values(33, 33, 31)))
        .flatMap(kernels -> kernels);
  }

  /** Maps whose gradients are asked for. */
  static Stream<Kernel> trained() {
    return Stream.of(linear(3, 24, 17), linear(5, 31, 8), scores(3, 5, 24), values(3, 5, 24));
  }

  private static Kernel linear(int rows, int in, int out) {
    int distinct = Math.min(out, PERIOD);
    return new Kernel(
        Kernel.name("linear, %d x %d to %d", rows, in, out),
        List.of(
            KernelTensor.wide(1, rows, in),
            KernelTensor.small(distinct, in),
            KernelTensor.wide(distinct)),
        x -> new Linear(repeated(x.get(1), out), repeated(x.get(2), out)).apply(x.get(0)),
        x -> {
          double[] y = new double[rows * out];
          for (int r = 0; r < rows; r++) {
            for (int o = 0; o < out; o++) {
              y[r * out + o] =
                  o < distinct
                      ? x[2][o] + dot(x[0], r * in, 1, x[1], o * in, 1, in)
                      : y[r * out + o % distinct];
            }
          }
          return y;
        });
  }

  /** The first {@code count} rows of a table that is written again and again. */
  private static NDArray repeated(NDArray rows, int count) {
    Shape shape = rows.getShape();
    long times = (count + shape.get(0) - 1) / shape.get(0);
    if (times == 1) {
      return rows;
    }
    long size = times * shape.size();
    NDArray all = rows.reshape(1, -1).broadcast(times, shape.size()).reshape(size);
    long[] wanted = shape.getShape().clone();
    wanted[0] = count;
    return all.get(new NDIndex(":{}", new Shape(wanted).size())).reshape(wanted);
  }

  /** {@code q k^T}, cut from {@code [b, s, heads d]} as attention cuts them. */
  private static Kernel scores(int queries, int keys, int width) {
    return new Kernel(
        Kernel.name("attention scores, %d x %d of %d", queries, keys, width),
        List.of(KernelTensor.wide(2, queries, 3 * width), KernelTensor.small(2, keys, 3 * width)),
        x -> heads(x.get(0), width).matMul(heads(x.get(1), width).swapAxes(2, 3)),
        x -> product(x, queries, keys, width, true));
  }

  /** Weights times values. */
  private static Kernel values(int queries, int keys, int width) {
    return new Kernel(
        Kernel.name("attention values, %d x %d of %d", queries, keys, width),
        List.of(KernelTensor.wide(2, 3, queries, keys), KernelTensor.small(2, keys, 3 * width)),
        x -> x.get(0).matMul(heads(x.get(1), width)),
        x -> product(x, queries, keys, width, false));
  }

  /** {@code [2, s, 3 d] -> [2, 3, s, d]}. */
  private static NDArray heads(NDArray x, int width) {
    return x.reshape(2, -1, 3, width).swapAxes(1, 2);
  }

  private static double[] product(double[][] x, int queries, int keys, int width, boolean scores) {
    int columns = scores ? keys : width;
    int row = 3 * width;
    double[] y = new double[6 * queries * columns];
    for (int i = 0; i < y.length; i++) {
      int column = i % columns;
      int query = i / columns % queries;
      int head = i / columns / queries;
      int at = head / 3 * keys * row + head % 3 * width; // the head in [2, s, 3 d]
      y[i] =
          scores
              ? dot(
                  x[0],
                  (head / 3 * queries + query) * row + head % 3 * width,
                  1,
                  x[1],
                  at + column * row,
                  1,
                  width)
              : dot(x[0], (head * queries + query) * keys, 1, x[1], at + column, row, keys);
    }
    return y;
  }

  /** The sum of products of two rows of numbers, each from a place on and with its own step. */
  private static double dot(
      double[] a, int fromA, int stepA, double[] b, int fromB, int stepB, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[fromA + i * stepA] * b[fromB + i * stepB];
    }
    return sum;
  }
}
