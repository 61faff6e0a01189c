package io.fusebox.explanation;

import ai.djl.ndarray.NDManager;
import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.explain.Attributions;
import io.fusebox.explain.IntegratedGradients;
import io.fusebox.explain.Rule;
import io.fusebox.features.FeatureStore;
import io.fusebox.fusion.PlmInput;
import io.fusebox.task.Focus;
import io.fusebox.train.Autograd;
import io.fusebox.train.Batches;
import io.fusebox.weights.TrainedWeights;
import java.util.List;
import java.util.Optional;

/** Explains answers of a pipeline with its trained weights. */
public final class Explainer {
  private final Pipeline pipeline;
  private final FeatureStore store;
  private final TrainedWeights weights;

  public Explainer(Pipeline pipeline, FeatureStore store, TrainedWeights weights) {
    this.pipeline = pipeline;
    this.store = store;
    this.weights = weights;
  }

  /**
   * Explains one answer to an example's question.
   *
   * @param answer the answer to explain; empty = what the pipeline answers
   * @throws io.fusebox.FuseboxException when this answer cannot be given, an input is missing, or
   *     the number of steps is out of bounds
   */
  public Explanation explain(Example example, Optional<String> answer, Rule rule, int steps) {
    IntegratedGradients how = IntegratedGradients.of(pipeline.plm()).with(rule, steps);
    return Autograd.without(() -> explain(example, answer, how));
  }

  private Explanation explain(Example example, Optional<String> answer, IntegratedGradients how) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Focus chosen = answer.map(pipeline.task()::focus).orElse(null);
      PlmInput input =
          new Batches(pipeline, store).fuse(manager, List.of(example), weights.on(manager), false);
      Focus focus = chosen == null ? pipeline.task().focus(pipeline.plm().encode(input)) : chosen;
      return explanation(example, focus, how, how.explain(input, focus.target()));
    }
  }

  private List<String> blended(Attributions found) {
    List<String> named = found.spans().stream().map(Attributions.Span::name).toList();
    return pipeline.senses().stream()
        .map(sense -> sense.modality().id())
        .filter(id -> !named.contains(id))
        .toList();
  }

  private Explanation explanation(
      Example example, Focus focus, IntegratedGradients how, Attributions found) {
    Parts parts = new Parts(pipeline, example, found);
    return new Explanation(
        pipeline.spec().name(),
        pipeline.spec().strategy(),
        example.question(),
        focus,
        how.rule(),
        how.steps(),
        found.atInput()[0],
        found.atBaseline()[0],
        found.delta()[0],
        found.spans().stream().filter(s -> s.to() > s.from()).map(parts::of).toList(),
        blended(found));
  }
}
