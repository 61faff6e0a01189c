package io.fusebox.toolkit.generation;

import io.fusebox.api.FuseboxException;

/** The best continuations of one example's beams, the best first; of equals the earlier one. */
final class BeamCandidates {
  private final float[] sums;
  private final int[] beams;
  private final int[] tokens;
  private int size;

  private BeamCandidates(int capacity) {
    sums = new float[capacity];
    beams = new int[capacity];
    tokens = new int[capacity];
  }

  /**
   * The {@code n} best among all tokens of all beams.
   *
   * @param logs log-probabilities of the example's beams, {@code v} each, from {@code from} on
   * @param before the sum of each beam so far, from {@code row} on
   */
  static BeamCandidates best(
      int n, float[] logs, int from, int v, float[] before, int row, int beams) {
    BeamCandidates best = new BeamCandidates(n);
    for (int beam = 0; beam < beams; beam++) {
      for (int token = 0; token < v; token++) {
        float sum = logs[from + beam * v + token] + before[row + beam];
        if (best.size < n ? !Float.isNaN(sum) : sum > best.sums[n - 1]) {
          best.insert(sum, beam, token);
        }
      }
    }
    if (best.size < n) {
      throw new FuseboxException(
          "the PLM gave %d scores that are numbers, expected at least %d; are its weights or the"
                  .formatted(best.size, n)
              + " trained prompt damaged?");
    }
    return best;
  }

  private void insert(float sum, int beam, int token) {
    int at = Math.min(size, sums.length - 1);
    while (at > 0 && sum > sums[at - 1]) {
      sums[at] = sums[at - 1];
      beams[at] = beams[at - 1];
      tokens[at] = tokens[at - 1];
      at--;
    }
    sums[at] = sum;
    beams[at] = beam;
    tokens[at] = token;
    size = Math.min(size + 1, sums.length);
  }

  int size() {
    return size;
  }

  float sum(int rank) {
    return sums[rank];
  }

  int beam(int rank) {
    return beams[rank];
  }

  int token(int rank) {
    return tokens[rank];
  }
}
