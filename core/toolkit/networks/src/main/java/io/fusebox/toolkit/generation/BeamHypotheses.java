package io.fusebox.toolkit.generation;

import io.fusebox.api.plm.GenerationConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The best finished sequences of one example, at most as many as there are beams. */
final class BeamHypotheses {
  /**
   * A finished sequence.
   *
   * @param tokens without its end
   * @param end the token that ends it
   */
  record Hypothesis(double score, long[] tokens, long end) {}

  private final GenerationConfig how;
  private final List<Hypothesis> best = new ArrayList<>();
  private boolean done;

  BeamHypotheses(GenerationConfig how) {
    this.how = how;
  }

  boolean done() {
    return done;
  }

  /**
   * Adds a sequence if it is among the best.
   *
   * @param end the token that ends it, or would
   * @param made how many tokens were generated, the end token counted and the start token not
   */
  void add(long[] tokens, long end, float sum, int made) {
    double score = sum / Math.pow(made, how.lengthPenalty());
    if (best.size() < how.beams() || score > worst()) {
      best.add(new Hypothesis(score, tokens, end));
      if (best.size() > how.beams()) {
        best.remove(indexOfWorst());
      }
    }
  }

  /**
   * Notes whether the search is over for this example.
   *
   * @param bestSum the best candidate's sum of log-probabilities in this step
   * @param made how many tokens that candidate has generated
   */
  void settle(float bestSum, int made) {
    done = done || (best.size() >= how.beams() && unbeatable(bestSum, made));
  }

  private boolean unbeatable(float bestSum, int made) {
    return switch (how.earlyStopping()) {
      case TRUE -> true;
      case FALSE -> worst() >= bestSum / Math.pow(made, how.lengthPenalty());
      case NEVER -> {
        // Long sequences score best under a positive penalty, so the longest is the bound.
        int bound = how.lengthPenalty() > 0 ? how.maxLength() - 1 : made;
        yield worst() >= bestSum / Math.pow(bound, how.lengthPenalty());
      }
    };
  }

  /** The {@code n} best, the best first; of equals the later one. */
  List<Hypothesis> best(int n) {
    List<Hypothesis> sorted = new ArrayList<>(best);
    sorted.sort(Comparator.comparingDouble(Hypothesis::score));
    Collections.reverse(sorted);
    return sorted.subList(0, n);
  }

  private double worst() {
    return best.get(indexOfWorst()).score();
  }

  private int indexOfWorst() {
    int worst = 0;
    for (int i = 1; i < best.size(); i++) {
      if (best.get(i).score() < best.get(worst).score()) {
        worst = i;
      }
    }
    return worst;
  }
}
