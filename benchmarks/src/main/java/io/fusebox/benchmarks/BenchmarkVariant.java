package io.fusebox.benchmarks;

import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.strategy.blindprompt.BlindPrompt;
import io.fusebox.strategy.promptfuse.PromptFuse;
import io.fusebox.toolkit.prompt.Prompt;

/** The values that are compared. */
public enum BenchmarkVariant {
  /** The prompts see everything. */
  PROMPTFUSE(new PromptFuse(Prompt.ofLength(BenchmarkVariant.PROMPTS))),
  /** The prompts see themselves alone, under a mask over all positions. */
  BLINDPROMPT_UNCACHED(new BlindPrompt(Prompt.ofLength(BenchmarkVariant.PROMPTS))),
  /** The same, and what becomes of the prompts is computed once. */
  BLINDPROMPT_CACHED(new BlindPrompt(Prompt.ofLength(BenchmarkVariant.PROMPTS)));

  /** The paper's number of prompt vectors. */
  static final int PROMPTS = 20;

  private final FusionStrategy strategy;

  BenchmarkVariant(FusionStrategy strategy) {
    this.strategy = strategy;
  }

  FusionStrategy strategy() {
    return strategy;
  }

  /** The PLM's input. An additional mask makes it read all positions at once. */
  PlmInput seen(PlmInput fused) {
    if (this != BLINDPROMPT_UNCACHED) {
      return fused;
    }
    long s = fused.length();
    return fused.withAttention(
        fused.segments().list().get(0).embeddings().getManager().ones(new Shape(s, s)));
  }
}
