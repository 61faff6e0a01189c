package io.fusebox.benchmarks;

/** The jobs whose pieces are measured apart. */
public enum BrokenDown {
  /** ViT-base, 8 images. */
  VIT,
  /** A whole answer of BART-base to one question, 1 image vector. */
  ANSWER;

  Work work(ModelSize size) {
    return this == VIT ? new Jobs(size).images() : new Jobs(size).answering(1, 1, 0);
  }
}
