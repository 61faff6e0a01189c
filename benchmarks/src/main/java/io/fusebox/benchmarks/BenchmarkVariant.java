package io.fusebox.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import io.fusebox.plm.bart.Bart;
import io.fusebox.plm.llama.Llama;
import io.fusebox.strategy.blindprompt.BlindPrompt;
import io.fusebox.strategy.promptfuse.PromptFuse;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.prompt.Prompt;
import java.nio.file.Path;

/** The PLM that is asked, and how prompts stand in what it reads. */
public enum BenchmarkVariant {
  /** BART; the prompts see everything. */
  BART_PROMPTFUSE(new PromptFuse(Prompt.ofLength(Jobs.PROMPTS))),
  /** BART; the prompts see themselves alone, and what becomes of them is computed once. */
  BART_BLINDPROMPT(new BlindPrompt(Prompt.ofLength(Jobs.PROMPTS))),
  /** The same under a mask over all positions: what the cache is compared with. */
  BART_BLINDPROMPT_UNCACHED(new BlindPrompt(Prompt.ofLength(Jobs.PROMPTS))),
  /** A decoder-only PLM; the prompts come first. */
  LLAMA_PROMPTFUSE(new PromptFuse(Prompt.ofLength(Jobs.PROMPTS)));

  private final FusionStrategy strategy;

  BenchmarkVariant(FusionStrategy strategy) {
    this.strategy = strategy;
  }

  FusionStrategy strategy() {
    return strategy;
  }

  /** The PLM with random weights: how long it takes does not depend on the numbers. */
  Plm plm(ModelSize size, Precision precision, NDManager owner) {
    Path folder = Path.of("random");
    if (this == LLAMA_PROMPTFUSE) {
      return Llama.load(
          new UntrainedCheckpoint(
                  folder, ModelShape.llama(size).config("llama"), 1, n -> n.startsWith("model."))
              .in(precision),
          owner,
          BenchmarkVariant::noTokenizer);
    }
    return Bart.load(
        new UntrainedCheckpoint(
                folder, ModelShape.bart(size).bartConfig(), 1, n -> n.startsWith("model."))
            .in(precision),
        owner,
        BenchmarkVariant::noTokenizer);
  }

  private static <T> T noTokenizer() {
    throw new UnsupportedOperationException("the benchmark's words are ids");
  }

  /** The PLM's input. An additional mask makes it read all positions at once. */
  PlmInput seen(PlmInput fused) {
    if (this != BART_BLINDPROMPT_UNCACHED) {
      return fused;
    }
    long s = fused.length();
    return fused.withAttention(
        fused.segments().list().get(0).embeddings().getManager().ones(new Shape(s, s)));
  }

  /** The floating-point operations of a job, counted from shapes. */
  long flops(String job, ModelSize size, int vectors) {
    Jobs jobs = new Jobs(size);
    int known = this == BART_BLINDPROMPT ? Jobs.PROMPTS : 0;
    boolean llama = this == LLAMA_PROMPTFUSE;
    return switch (job) {
      case "encoder" ->
          (llama ? jobs.reading(1, vectors) : jobs.encoding(1, vectors, known)).flops();
      case "answer" -> answer(jobs, 1, vectors, known).flops();
      case "answers" -> answer(jobs, Jobs.TOGETHER, vectors, known).flops();
      case "step" ->
          (llama
                  ? jobs.following(Jobs.TOGETHER, vectors)
                  : jobs.learning(Jobs.TOGETHER, vectors, known))
              .trainingFlops();
      default -> throw new IllegalArgumentException("no such job: " + job);
    };
  }

  private Work answer(Jobs jobs, int examples, int vectors, int known) {
    return this == LLAMA_PROMPTFUSE
        ? jobs.continuing(examples, vectors)
        : jobs.answering(examples, vectors, known);
  }
}
