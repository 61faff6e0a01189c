package io.fusebox.benchmarks;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One question at a time: the encoder's pass alone, and the whole answer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "-Xmx1g",
      "-Dai.djl.offline=true",
      "-Dai.djl.pytorch.num_interop_threads=1",
      "-Dai.djl.pytorch.num_threads=1",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    })
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 2)
public class AnsweringBenchmark {
  /** Greedy search; no end before the longest answer, so that all answers are equally long. */
  private static final GenerationConfig GREEDY = GenerationConfig.greedy(6).withMinLength(6);

  /** Joining and encoding. */
  @Benchmark
  public float encoder(BenchmarkState questions) {
    return Autograd.without(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            return encoded(questions, manager).last().getFloat(0, 0, 0);
          }
        });
  }

  /** Joining, encoding and generating. */
  @Benchmark
  public long[][] answer(BenchmarkState questions) {
    return Autograd.without(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            EncoderOutput encoded = encoded(questions, manager);
            return Generator.generate(questions.plm(), encoded, GREEDY).sequences();
          }
        });
  }

  private static EncoderOutput encoded(BenchmarkState questions, NDManager manager) {
    return questions.encode(questions.ask(1, questions.prompt(manager)));
  }
}
