package io.fusebox.benchmarks;

/** How large the models are. */
public enum ModelSize {
  /** BART-base, SmolLM2-135M, ViT-base and wav2vec2-base. */
  BASE,
  /** Just large enough to see that a benchmark runs. */
  TINY
}
