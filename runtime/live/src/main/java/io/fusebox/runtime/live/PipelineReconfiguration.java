package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.function.UnaryOperator;

/** Makes pipelines what they are told to be while they answer, and remembers it. */
record PipelineReconfiguration(
    PipelineBuilder press, PipelineSwapper swaps, StrategyChoiceStore choices) {

  /**
   * Makes a pipeline something else, and keeps that; or nothing has changed.
   *
   * @param to what, for messages
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  void make(LivePipeline pipeline, String to, UnaryOperator<DesiredState> change, Plugins plugins) {
    DesiredState wish = changed(pipeline, change);
    ActiveInstances lineup = lineup(pipeline, wish, to, plugins);
    pipeline.wish(wish);
    swaps.publish(pipeline, lineup);
    choices.keep(pipeline.name(), wish);
  }

  /**
   * Makes what a pipeline would answer with after a change, and drops it.
   *
   * @return the version of the weights that it would answer with; empty without any
   * @throws FuseboxException when it cannot, and why
   */
  String preview(
      LivePipeline pipeline, String to, UnaryOperator<DesiredState> change, Plugins plugins) {
    try (ActiveInstances made = lineup(pipeline, changed(pipeline, change), to, plugins)) {
      return made.own().version();
    }
  }

  private DesiredState changed(LivePipeline pipeline, UnaryOperator<DesiredState> change) {
    return press.seen(change.apply(pipeline.wish().orElseThrow(() -> unreadable(pipeline))));
  }

  private ActiveInstances lineup(
      LivePipeline pipeline, DesiredState wish, String to, Plugins plugins) {
    try {
      return swaps.make(pipeline, wish, plugins).whole();
    } catch (MissingRequirementException e) {
      throw new FuseboxException(
          "the pipeline %s cannot be swapped to %s: %s; or swap with --untrained"
              .formatted(pipeline.name(), to, e.getMessage()),
          e);
    }
  }

  private static FuseboxException unreadable(LivePipeline pipeline) {
    return new FuseboxException(
        "the pipeline %s cannot be swapped: %s"
            .formatted(pipeline.name(), pipeline.status().note()));
  }
}
