package io.fusebox.benchmarks;

import org.openjdk.jmh.infra.BenchmarkParams;

/** The floating-point operations of one call of a benchmark. */
final class BenchmarkFlops {
  private BenchmarkFlops() {}

  static long of(BenchmarkParams benchmark) {
    String name = benchmark.getBenchmark();
    String job = name.substring(name.lastIndexOf('.') + 1);
    ModelSize size = ModelSize.valueOf(benchmark.getParam("size"));
    return switch (job) {
      case "features" -> BenchmarkEncoder.valueOf(benchmark.getParam("encoder")).work(size).flops();
      case "pieces" ->
          PiecesState.flops(
              BrokenDown.valueOf(benchmark.getParam("work")),
              Piece.Kind.valueOf(benchmark.getParam("kind")),
              size);
      default ->
          BenchmarkVariant.valueOf(benchmark.getParam("variant"))
              .flops(job, size, Integer.parseInt(benchmark.getParam("imageVectors")));
    };
  }
}
