package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.Bfloat16;
import io.fusebox.toolkit.tensor.Linear;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The fastest matrix product that the library makes with these threads, here and now. */
final class ProductPeak {
  private static final int[][] SHAPES = {{1896, 768, 3072}, {1896, 3072, 768}, {2048, 2048, 2048}};
  private static final int REPEATS = 5;

  private final int scale;

  /**
   * Prepares for a measurement.
   *
   * @param size of the products: tiny ones show that it works
   */
  ProductPeak(ModelSize size) {
    this.scale = size == ModelSize.BASE ? 1 : 64;
  }

  /** Floating-point operations for each second. */
  double measure(Precision precision) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return Autograd.without(
          () ->
              Stream.of(SHAPES)
                  .mapToDouble(shape -> measure(precision, shape, manager))
                  .max()
                  .orElseThrow());
    }
  }

  private double measure(Precision precision, int[] shape, NDManager manager) {
    int rows = shape[0] / scale;
    int in = shape[1] / scale;
    int out = shape[2] / scale;
    Parameters of =
        new Parameters(
            new UntrainedCheckpoint(
                    Path.of("random"), JsonNodeFactory.instance.objectNode(), 1, name -> true)
                .in(precision),
            manager);
    Linear linear = new Linear(manager.randomNormal(new Shape(out, in)), null).held(of);
    NDArray x = Bfloat16.held(of, manager.randomNormal(new Shape(rows, in)));
    return 2.0 * rows * in * out / (fastestNanos(linear, x) / 1e9);
  }

  private static long fastestNanos(Linear linear, NDArray x) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long before = System.nanoTime();
      linear.apply(x).close();
      fastest = Math.min(fastest, System.nanoTime() - before);
    }
    return fastest;
  }
}
