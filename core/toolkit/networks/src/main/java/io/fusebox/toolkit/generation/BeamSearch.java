package io.fusebox.toolkit.generation;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.BeamHypotheses.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Beam search: each example's beams are that many neighbouring rows. A beam's end token makes a
 * hypothesis; the others go on.
 */
final class BeamSearch {
  /** Only the first beam counts at the start, or all beams would be the same. */
  private static final float NEVER_FIRST = -1e9f;

  private final PlmSpec spec;
  private final GenerationConfig how;
  private final TokenRules rules;
  private final int beams;
  private final List<BeamHypotheses> examples;
  private long[][] tokens;
  private float[] sums;
  private int length = 1;

  BeamSearch(PlmSpec spec, GenerationConfig how, TokenRules rules, int examples) {
    this.spec = spec;
    this.how = how;
    this.rules = rules;
    this.beams = how.beams();
    this.examples = Stream.generate(() -> new BeamHypotheses(how)).limit(examples).toList();
    this.tokens = Generator.begin(spec, examples * beams, how.maxLength());
    this.sums = new float[examples * beams];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = row % beams == 0 ? 0 : NEVER_FIRST;
    }
  }

  GeneratedSequences run(DecoderSession session) {
    int[] stay = IntStream.range(0, sums.length).toArray();
    while (length < how.maxLength() && !examples.stream().allMatch(BeamHypotheses::done)) {
      float[] logs = logs(session.next(Generator.newest(tokens, length)));
      int[] from = advance(logs);
      length++;
      if (!Arrays.equals(from, stay)) {
        session.reorder(from);
      }
    }
    addUnfinished();
    return result();
  }

  /** Log-probabilities after the rules, row after row. */
  private float[] logs(NDArray logits) {
    float[] logs = logits.logSoftmax(-1).toFloatArray();
    for (int row = 0; row < tokens.length; row++) {
      rules.apply(logs, row * rules.vocabulary(), tokens[row], length);
    }
    return logs;
  }

  /** Moves every example on by one token; returns which row each row continues. */
  private int[] advance(float[] logs) {
    long[][] nextTokens = new long[tokens.length][];
    float[] nextSums = new float[sums.length];
    int[] from = new int[sums.length];
    for (int example = 0; example < examples.size(); example++) {
      int first = example * beams;
      if (examples.get(example).done()) {
        rest(first, nextTokens, from);
      } else {
        advance(example, logs, nextTokens, nextSums, from);
      }
    }
    tokens = nextTokens;
    sums = nextSums;
    return from;
  }

  /** A finished example's rows are fed pads until the others are done. */
  private void rest(int first, long[][] nextTokens, int[] from) {
    for (int row = first; row < first + beams; row++) {
      nextTokens[row] = extended(row, spec.pad());
      from[row] = row;
    }
  }

  private void advance(
      int example, float[] logs, long[][] nextTokens, float[] nextSums, int[] from) {
    int first = example * beams;
    int v = rules.vocabulary();
    int kept = rules.candidates() * beams;
    BeamCandidates best = BeamCandidates.best(kept, logs, first * v, v, sums, first, beams);
    BeamHypotheses finished = examples.get(example);
    int row = first;
    for (int rank = 0; rank < best.size() && row < first + beams; rank++) {
      int source = first + best.beam(rank);
      long token = best.token(rank);
      if (!rules.ends(token)) {
        nextTokens[row] = extended(source, token);
        nextSums[row] = best.sum(rank);
        from[row++] = source;
      } else if (rank < beams) { // an end that would not survive as a beam is none
        finished.add(Arrays.copyOf(tokens[source], length), token, best.sum(rank), length);
      }
    }
    finished.settle(best.sum(0), length);
  }

  private long[] extended(int row, long token) {
    long[] copy = tokens[row].clone();
    copy[length] = token;
    return copy;
  }

  private void addUnfinished() {
    for (int row = 0; row < tokens.length; row++) {
      BeamHypotheses finished = examples.get(row / beams);
      if (!finished.done()) {
        finished.add(Arrays.copyOf(tokens[row], length), spec.eos(), sums[row], length - 1);
      }
    }
  }

  /** The best of each example, ended where there is room and padded to the longest. */
  private GeneratedSequences result() {
    List<Hypothesis> all = new ArrayList<>();
    examples.forEach(e -> all.addAll(e.best(how.numReturnSequences())));
    int longest = all.stream().mapToInt(h -> h.tokens().length).max().orElse(0);
    int columns = Math.min(longest + 1, how.maxLength());
    long[][] sequences = new long[all.size()][columns];
    float[] scores = new float[all.size()];
    for (int i = 0; i < sequences.length; i++) {
      long[] found = all.get(i).tokens();
      Arrays.fill(sequences[i], spec.pad());
      System.arraycopy(found, 0, sequences[i], 0, found.length);
      if (found.length < columns) {
        sequences[i][found.length] = all.get(i).end();
      }
      scores[i] = (float) all.get(i).score();
    }
    return new GeneratedSequences(sequences, scores);
  }
}
