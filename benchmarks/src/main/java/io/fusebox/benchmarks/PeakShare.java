package io.fusebox.benchmarks;

import io.fusebox.api.checkpoint.Checkpoint.Precision;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * How close each benchmark is to the {@link ProductPeak}, which is measured in the same process
 * before and after each iteration: {@code share} is 1 where all of its time were products as fast
 * as that.
 */
public final class PeakShare implements InternalProfiler {
  private double before;

  @Override
  public String getDescription() {
    return "share of the fastest matrix product of the same process";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = peak(benchmark);
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double peak = Math.max(before, peak(benchmark));
    double seconds = result.getPrimaryResult().getScore() / 1e3;
    double share = BenchmarkFlops.of(benchmark) / seconds / peak;
    return List.of(
        new ScalarResult("peak", peak / 1e9, "GFLOP/s", AggregationPolicy.AVG),
        new ScalarResult("share", share, "of the peak", AggregationPolicy.AVG),
        new ScalarResult("cores", threads(), "threads", AggregationPolicy.AVG));
  }

  private static double peak(BenchmarkParams benchmark) {
    return new ProductPeak(ModelSize.valueOf(benchmark.getParam("size")))
        .measure(Precision.valueOf(benchmark.getParam("precision")));
  }

  private static int threads() {
    return Integer.getInteger(
        "ai.djl.pytorch.num_threads", Runtime.getRuntime().availableProcessors());
  }
}
