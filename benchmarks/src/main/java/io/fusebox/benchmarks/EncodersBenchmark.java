package io.fusebox.benchmarks;

import io.fusebox.toolkit.tensor.Autograd;
import org.openjdk.jmh.annotations.Benchmark;

/** Features of one batch: 8 images of 224 x 224 pixels, or 4 audio clips of 5 s. */
public class EncodersBenchmark extends AbstractBenchmark {
  /** Encodes what was decoded before. */
  @Benchmark
  public float features(EncoderState encoder) {
    return Autograd.without(encoder::encode);
  }
}
