package io.fusebox.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import java.lang.management.ManagementFactory;
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
 * as that. {@code cpu} is the processor time of a call, of all threads.
 */
public final class PeakShare implements InternalProfiler {
  private static final double NANOS = 1e6;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private double peakBefore;
  private long cpuBefore;
  private long started;

  @Override
  public String getDescription() {
    return "share of the fastest matrix product of the same process";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    peakBefore = peak(benchmark);
    cpuBefore = system.getProcessCpuTime();
    started = System.nanoTime();
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long calls = Math.max(1, result.getMetadata().getAllOps());
    double millis = (System.nanoTime() - started) / NANOS / calls;
    double cpu = (system.getProcessCpuTime() - cpuBefore) / NANOS / calls;
    double peak = Math.max(peakBefore, peak(benchmark));
    double share = BenchmarkFlops.of(benchmark) / (millis / 1e3) / peak;
    return List.of(
        new ScalarResult("peak", peak / 1e9, "GFLOP/s", AggregationPolicy.AVG),
        new ScalarResult("cpu", cpu, "ms/op", AggregationPolicy.AVG),
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
