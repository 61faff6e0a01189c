package io.fusebox.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import io.fusebox.toolkit.tensor.Autograd;
import org.openjdk.jmh.annotations.Benchmark;

/** One training step: forward, loss and backward to the prompt; 8 questions, 3 answer tokens. */
public class TrainingBenchmark extends AbstractBenchmark {
  /** Gives the prompt's gradient. */
  @Benchmark
  public float[] step(BenchmarkState questions) {
    return Autograd.with(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            NDArray prompt = questions.prompt(manager);
            prompt.setRequiresGradient(true);
            Autograd.backward(loss(questions.plm(), questions.ask(Jobs.TOGETHER, prompt)));
            return Autograd.gradient(prompt);
          }
        });
  }

  private static NDArray loss(Plm plm, PlmInput input) {
    NDManager manager = input.segments().list().get(0).embeddings().getManager();
    NDArray labels = manager.create(new long[] {7, 8, plm.spec().eos()}).expandDims(0);
    NDArray all = labels.broadcast(new Shape(Jobs.TOGETHER, Jobs.LEARNT_TOKENS));
    NDArray ids = Labels.shiftRight(all, plm.spec().decoderStart(), plm.spec().pad());
    return Losses.crossEntropy(plm.decode(plm.encode(input), ids).logits(), all);
  }
}
