package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.util.function.UnaryOperator;

/** Changes pipelines while they answer, and remembers the changes. */
record PipelineReconfiguration(
    PipelineBuilder builder, PipelineSwapper swaps, StrategyChoiceStore choices) {

  /**
   * Makes a pipeline something else, and keeps that; or nothing has changed. One that is stopped
   * stays so, and is that when it is started.
   *
   * @param to what, for messages
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  void make(LivePipeline pipeline, String to, UnaryOperator<DesiredState> change, Plugins plugins) {
    DesiredState desired = changed(pipeline, change);
    ActiveInstances instances = instances(pipeline, desired, to, plugins);
    pipeline.desired(desired);
    if (pipeline.isStopped()) {
      instances.close();
    } else {
      swaps.publish(pipeline, instances);
    }
    choices.keep(pipeline.name(), desired);
  }

  /**
   * Makes what a pipeline would answer with after a change, and drops it.
   *
   * @return the version of the weights that it would answer with; empty without any
   * @throws FuseboxException when it cannot, and why
   */
  String preview(
      LivePipeline pipeline, String to, UnaryOperator<DesiredState> change, Plugins plugins) {
    try (ActiveInstances made = instances(pipeline, changed(pipeline, change), to, plugins)) {
      return made.own().version();
    }
  }

  private DesiredState changed(LivePipeline pipeline, UnaryOperator<DesiredState> change) {
    return builder.seen(change.apply(pipeline.desired().orElseThrow(() -> unreadable(pipeline))));
  }

  private ActiveInstances instances(
      LivePipeline pipeline, DesiredState desired, String to, Plugins plugins) {
    try {
      return swaps.make(pipeline, desired, plugins).whole();
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
