package io.fusebox.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
  @Test
  void eachBenchmarkRunsInEachWayAndSaysItsShareOfThePeak() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("io.fusebox.benchmarks")
                    .param("size", ModelSize.TINY.name())
                    .param("variant", names(BenchmarkVariant.values()))
                    .addProfiler(PeakShare.class)
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    int ways = BenchmarkVariant.values().length * 2 * 2; // numbers of vectors, precisions
    int encoders = BenchmarkEncoder.values().length * 2;
    int pieces = BrokenDown.values().length * Piece.Kind.values().length;
    assertEquals(4 * ways + encoders + pieces, results.size());
    for (RunResult result : results) {
      double share = result.getSecondaryResults().get("share").getScore();
      boolean multiplies =
          BenchmarkFlops.of(result.getParams()) > 0; // copies and element-wise passes do not
      assertTrue(multiplies ? share > 0 : share == 0, () -> result.getParams().id() + share);
    }
  }

  private static String[] names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toArray(String[]::new);
  }
}
