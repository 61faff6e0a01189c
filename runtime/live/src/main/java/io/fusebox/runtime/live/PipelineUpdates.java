package io.fusebox.runtime.live;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pipelines what they should be, after files or plug-ins have changed. */
record PipelineUpdates(
    PipelineBuilder builder, PipelineSwapper swaps, Supplier<LivePlugins> plugins) {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineUpdates.class);

  /** Whether weights were trained since it was built. */
  boolean hasNewWeights(LivePipeline pipeline) {
    boolean anew =
        pipeline
            .desired()
            .filter(w -> FileStamp.anyNew(w.weights(), builder.stamps(w)))
            .isPresent();
    if (anew) {
      LOG.info("pipeline {}: newly trained weights were found", pipeline.name());
    }
    return anew;
  }

  /** Updates those of the pipelines that were not stopped and that need it. */
  void update(List<LivePipeline> pipelines, Predicate<LivePipeline> which) {
    pipelines.stream().filter(p -> !p.isStopped()).filter(which).forEach(this::update);
  }

  /** Makes a pipeline what it should be; when that cannot be done, what runs goes on. */
  void update(LivePipeline pipeline) {
    if (pipeline.desired().isEmpty()) {
      return;
    }
    DesiredState desired = builder.seen(pipeline.desired().get());
    pipeline.desired(desired);
    try {
      swaps.publish(pipeline, swaps.make(pipeline, desired, plugins.get()));
    } catch (RuntimeException e) {
      pipeline.cannot(e);
    }
  }
}
