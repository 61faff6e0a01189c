package io.fusebox.benchmarks;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.tensor.Autograd;
import org.openjdk.jmh.annotations.Benchmark;

/** The encoder's pass alone (a decoder-only PLM reads its input), and whole answers. */
public class AnsweringBenchmark extends AbstractBenchmark {
  /** Greedy search; no end before the longest answer, so that all answers are equally long. */
  private static final GenerationConfig GREEDY =
      GenerationConfig.greedy(Jobs.ANSWER_TOKENS + 1).withMinLength(Jobs.ANSWER_TOKENS + 1);

  /** Joining and encoding one question. */
  @Benchmark
  public float encoder(BenchmarkState questions) {
    return Autograd.without(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            return encoded(questions, 1, manager).last().getFloat(0, 0, 0);
          }
        });
  }

  /** Joining, encoding and generating. */
  @Benchmark
  public long[][] answer(BenchmarkState questions) {
    return answers(questions, 1);
  }

  /** The same for 8 questions in one batch. */
  @Benchmark
  public long[][] answers(BenchmarkState questions) {
    return answers(questions, Jobs.TOGETHER);
  }

  private static long[][] answers(BenchmarkState questions, int examples) {
    return Autograd.without(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            EncoderOutput encoded = encoded(questions, examples, manager);
            return Generator.generate(questions.plm(), encoded, GREEDY).sequences();
          }
        });
  }

  private static EncoderOutput encoded(BenchmarkState questions, int examples, NDManager manager) {
    return questions.encode(questions.ask(examples, questions.prompt(manager)));
  }
}
