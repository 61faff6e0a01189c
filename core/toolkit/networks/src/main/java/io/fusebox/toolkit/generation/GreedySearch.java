package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.GenerationConfig;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** The best token at each step. */
final class GreedySearch {
  private final PlmSpec spec;
  private final GenerationConfig how;
  private final TokenRules rules;
  private final long[][] tokens;
  private final double[] sums;
  private final int[] lengths;

  GreedySearch(PlmSpec spec, GenerationConfig how, TokenRules rules, int examples) {
    this.spec = spec;
    this.how = how;
    this.rules = rules;
    this.tokens = Generator.begin(spec, examples, how.maxLength());
    this.sums = new double[examples];
    this.lengths = new int[examples]; // 0 = not at its end yet
  }

  /**
   * Runs to the end.
   *
   * @param first takes each token of the first example but its end
   */
  GeneratedSequences run(DecoderSession session, LongConsumer first) {
    int length = 1;
    while (length < how.maxLength() && Arrays.stream(lengths).anyMatch(n -> n == 0)) {
      extend(session.next(Generator.newest(tokens, length)), length);
      length++;
      if (lengths[0] == 0) {
        first.accept(tokens[0][length - 1]);
      }
    }
    return result(length);
  }

  private void extend(NDArray logits, int length) {
    float[] scores = logits.toFloatArray();
    float[] logs = logits.logSoftmax(-1).toFloatArray();
    for (int row = 0; row < tokens.length; row++) {
      if (lengths[row] > 0) {
        continue;
      }
      int from = row * rules.vocabulary();
      rules.apply(scores, from, tokens[row], length);
      int best = best(scores, from);
      tokens[row][length] = best;
      sums[row] += rules.forced(length) >= 0 ? 0 : logs[from + best];
      if (rules.ends(best)) {
        lengths[row] = length + 1;
      }
    }
  }

  /** The first of the largest. */
  private int best(float[] scores, int from) {
    int best = 0;
    for (int token = 1; token < rules.vocabulary(); token++) {
      if (scores[from + token] > scores[from + best]) {
        best = token;
      }
    }
    return best;
  }

  private GeneratedSequences result(int length) {
    long[][] sequences = new long[tokens.length][];
    float[] scores = new float[tokens.length];
    for (int row = 0; row < tokens.length; row++) {
      sequences[row] = Arrays.copyOf(tokens[row], length);
      int made = (lengths[row] > 0 ? lengths[row] : length) - 1;
      scores[row] = (float) (sums[row] / Math.pow(made, how.lengthPenalty()));
    }
    return new GeneratedSequences(sequences, scores);
  }
}
