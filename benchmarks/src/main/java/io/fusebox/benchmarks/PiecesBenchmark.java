package io.fusebox.benchmarks;

import io.fusebox.toolkit.tensor.Autograd;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Pieces of a job without all else, in float32. What the whole takes longer than its pieces
 * together is calls from Java, results' memory, and threads that wait.
 */
public class PiecesBenchmark extends AbstractBenchmark {
  /** All pieces of one kind, one after another. */
  @Benchmark
  public int pieces(PiecesState state) {
    return Autograd.without(state::run);
  }
}
