package io.fusebox.runtime.explain;

import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a pipeline gave an answer: what each position of the PLM's input added to the log-probability
 * of its first token, against an input of zeros.
 *
 * @param pipeline the pipeline's name
 * @param atInput that log-probability
 * @param atBaseline the same for zeros
 * @param delta by how much the attributions miss the difference
 * @param parts the PLM's input in order
 * @param blended modalities that have no position of their own: the strategy joined them with
 *     others
 */
public record Explanation(
    String pipeline,
    String strategy,
    String question,
    ExplainedToken focus,
    QuadratureRule rule,
    int steps,
    double atInput,
    double atBaseline,
    double delta,
    List<ExplainedSegment> parts,
    List<String> blended) {
  /** The share of the difference that may be missing before an explanation is not to be trusted. */
  private static final double TRUSTED = 0.05;

  public Explanation {
    parts = List.copyOf(parts);
    blended = List.copyOf(blended);
  }

  /** The answer for people; a PLM may end before it says anything. */
  public String answer() {
    return focus.answer().isEmpty() ? "(nothing)" : focus.answer();
  }

  /** The explained token for people. */
  public String word() {
    return focus.word().isEmpty() ? "(the end)" : focus.word();
  }

  /** How probable the explained token is, from 0 to 1. */
  public double probability() {
    return Math.exp(atInput);
  }

  /** All attributions together, whatever their signs. */
  public double magnitude() {
    return parts.stream().mapToDouble(ExplainedSegment::magnitude).sum();
  }

  /** A part's share of that, from 0 to 1. */
  public double share(ExplainedSegment part) {
    return magnitude() == 0 ? 0 : part.magnitude() / magnitude();
  }

  /** The parts that are words. */
  public List<ExplainedSegment> words() {
    return parts.stream().filter(ExplainedSegment::isText).toList();
  }

  /** A sentence on inputs without a position; empty when all have one. */
  public Optional<String> blend() {
    return blended.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The strategy %s joins %s with other positions; none is of %s alone."
                .formatted(
                    strategy, String.join(", ", blended), blended.size() > 1 ? "them" : "it"));
  }

  /** A sentence on what was attributed, and how completely. */
  public String completeness() {
    double gain = atInput - atBaseline;
    String sentence =
        String.format(
            Locale.ROOT,
            "log p(%s) is %.4f with this input and %.4f with zeros; of the difference %+.4f the"
                + " attributions give %+.4f: completeness error %+.4f (%.1f %%).",
            word(),
            atInput,
            atBaseline,
            gain,
            gain + delta,
            delta,
            100 * error());
    return error() <= TRUSTED ? sentence : sentence + " That is much: take more --steps.";
  }

  /** The share of the difference that the attributions miss. */
  public double error() {
    double gain = Math.abs(atInput - atBaseline);
    return gain == 0 ? 0 : Math.abs(delta) / gain;
  }
}
