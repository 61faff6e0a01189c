package io.fusebox.runtime.explain;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.explain.gradients.AttributionTarget;
import io.fusebox.runtime.explain.gradients.Attributions;
import io.fusebox.runtime.explain.gradients.IntegratedGradients;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Explains answers of a pipeline with its trained weights. */
public final class Explainer {
  /** The share of what there is to attribute that may be missing. */
  private static final double COMPLETE = 0.01;

  private static final int MOST_STEPS = 16 * IntegratedGradients.STEPS;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final WeightValues weights;

  public Explainer(Pipeline pipeline, FeatureStore store, WeightValues weights) {
    this.pipeline = pipeline;
    this.store = store;
    this.weights = weights;
  }

  /**
   * Explains one answer to a question.
   *
   * @param answer the answer to explain; empty = what the pipeline answers
   * @param steps empty = twice as many and twice again until the attributions are complete
   * @throws io.fusebox.api.FuseboxException when this answer cannot be given, an input is missing,
   *     or the number of steps is out of bounds
   */
  public Explanation explain(
      Question question, Optional<String> answer, QuadratureRule rule, OptionalInt steps) {
    int first = steps.orElse(IntegratedGradients.STEPS);
    int most = steps.orElse(MOST_STEPS);
    IntegratedGradients how = IntegratedGradients.of(pipeline.plm()).with(rule, first);
    return Autograd.without(() -> explain(question, answer, how, most));
  }

  private Explanation explain(
      Question question, Optional<String> answer, IntegratedGradients how, int most) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ExplainedToken chosen = answer.map(pipeline.task()::explainedToken).orElse(null);
      PlmInput input =
          new BatchBuilder(pipeline, store)
              .fuse(manager, List.of(question), weights.toTensors(manager, pipeline), false);
      ExplainedToken focus =
          chosen == null
              ? pipeline.task().explainedToken(question, pipeline.plm().encode(input))
              : chosen;
      int steps = how.steps();
      Explanation found = explanation(question, focus, how, input);
      while (found.error() > COMPLETE && 2 * steps <= most) {
        steps *= 2;
        found = explanation(question, focus, how.with(how.rule(), steps), input);
      }
      return found;
    }
  }

  /** The inputs of the question that are not positions of their own. */
  private List<String> blended(Question question, Attributions found) {
    Set<String> present = question.parts();
    List<String> named = found.spans().stream().map(Attributions.Span::name).toList();
    return pipeline.modalityInputs().stream()
        .map(ModalityInput::name)
        .filter(name -> present.contains(name) && !named.contains(name))
        .toList();
  }

  private Explanation explanation(
      Question question, ExplainedToken focus, IntegratedGradients how, PlmInput input) {
    Attributions found = how.explain(input, AttributionTarget.of(focus));
    SegmentExplainer parts = new SegmentExplainer(pipeline, store, question, found);
    return new Explanation(
        pipeline.spec().name(),
        pipeline.spec().strategy(),
        question.text(),
        focus,
        how.rule(),
        how.steps(),
        found.atInput()[0],
        found.atBaseline()[0],
        found.delta()[0],
        found.spans().stream().filter(s -> s.to() > s.from()).flatMap(parts::of).toList(),
        blended(question, found));
  }
}
