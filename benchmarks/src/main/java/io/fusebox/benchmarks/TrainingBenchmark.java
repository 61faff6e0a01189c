package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One training step: forward, loss and backward to the prompt; 8 questions, 3 answer tokens. */
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
public class TrainingBenchmark {
  private static final int EXAMPLES = 8;

  /** Gives the prompt's gradient. */
  @Benchmark
  public float[] step(BenchmarkState questions) {
    return Autograd.with(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            NDArray prompt = questions.prompt(manager);
            prompt.setRequiresGradient(true);
            Autograd.backward(loss(questions.plm(), questions.ask(EXAMPLES, prompt)));
            return Autograd.gradient(prompt);
          }
        });
  }

  private static NDArray loss(Plm plm, PlmInput input) {
    NDManager manager = input.segments().list().get(0).embeddings().getManager();
    NDArray labels = manager.create(new long[] {7, 8, plm.spec().eos()}).expandDims(0);
    NDArray all = labels.broadcast(new Shape(EXAMPLES, 3));
    NDArray ids = Labels.shiftRight(all, plm.spec().decoderStart(), plm.spec().pad());
    return Losses.crossEntropy(plm.decode(plm.encode(input), ids).logits(), all);
  }
}
