package io.fusebox.runtime.live;

import io.fusebox.runtime.engine.plugins.Plugins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes editions within a time limit, puts them in charge, and frees those before them. */
final class PipelineSwapper {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineSwapper.class);
  private static final int KEPT = 10_000;

  private final PipelineBuilder builder;
  private final Workers workers;
  private final Timeouts timeouts;
  private final LiveMetrics meters;
  private final SwapHistory history = new SwapHistory(KEPT);

  PipelineSwapper(PipelineBuilder builder, Workers workers, Timeouts timeouts, LiveMetrics meters) {
    this.builder = builder;
    this.workers = workers;
    this.timeouts = timeouts;
    this.meters = meters;
  }

  SwapHistory history() {
    return history;
  }

  /**
   * Makes and warms up what a pipeline should answer with; the caller closes it. A challenger that
   * cannot be made is left out: it must not keep the pipeline from answering.
   */
  ActiveInstances make(LivePipeline pipeline, DesiredState desired, Plugins plugins) {
    PipelineInstance own = instance(pipeline, desired, plugins);
    if (desired.challenger().isEmpty()) {
      return ActiveInstances.alone(desired, own);
    }
    try {
      return ActiveInstances.beside(
          desired, own, instance(pipeline, desired.challenger().get(), plugins));
    } catch (RuntimeException e) {
      return ActiveInstances.lacking(desired, own, e);
    } catch (Error e) {
      own.close();
      throw e;
    }
  }

  private PipelineInstance instance(LivePipeline pipeline, DesiredState desired, Plugins plugins) {
    return workers.run(
        timeouts.build(),
        "the pipeline " + pipeline.name() + " being built",
        () -> {
          PipelineInstance instance = builder.make(desired, plugins);
          try {
            pipeline.warmUp(instance);
            return instance;
          } catch (RuntimeException | Error e) {
            instance.close();
            throw e;
          }
        },
        PipelineInstance::close);
  }

  /**
   * Running pipelines, built anew from other plug-ins; the caller closes all of them.
   *
   * @throws RuntimeException when one of them cannot be made; then none is kept
   */
  Map<LivePipeline, ActiveInstances> makeAll(List<LivePipeline> running, Plugins plugins) {
    Map<LivePipeline, ActiveInstances> made = new LinkedHashMap<>();
    try {
      for (LivePipeline pipeline : running) {
        made.put(pipeline, asWhole(pipeline, plugins));
      }
      return made;
    } catch (RuntimeException | Error e) {
      made.values().forEach(ActiveInstances::close);
      throw e;
    }
  }

  /** With a challenger, if it has one now. */
  private ActiveInstances asWhole(LivePipeline pipeline, Plugins plugins) {
    ActiveInstances now = pipeline.instances().orElseThrow();
    ActiveInstances made = make(pipeline, now.desired(), plugins);
    return now.challenger().isPresent() ? made.whole() : made;
  }

  /** Puts instances in charge, and waits for the requests that still use the one before. */
  void publish(LivePipeline pipeline, ActiveInstances instances) {
    long start = System.nanoTime();
    SwappableValue.Replaced<ActiveInstances> replaced = pipeline.publish(instances);
    replaced.before().ifPresent(before -> drain(pipeline, before, timeouts.drain()));
    Duration drained = Duration.ofNanos(System.nanoTime() - start);
    keep(new Swap(pipeline.name(), replaced.gap(), drained));
  }

  /** Takes what runs out of pipelines, and waits for its requests, for all of them together. */
  void retire(List<LivePipeline> pipelines, PipelineState state, String note) {
    long end = System.nanoTime() + timeouts.drain().toNanos();
    List<Runnable> drains = new ArrayList<>();
    for (LivePipeline pipeline : pipelines) {
      Optional<RefCounted<ActiveInstances>> held = pipeline.clear(state, note);
      held.ifPresent(
          h -> drains.add(() -> drain(pipeline, h, Duration.ofNanos(end - System.nanoTime()))));
    }
    drains.forEach(Runnable::run);
  }

  private static void drain(
      LivePipeline pipeline, RefCounted<ActiveInstances> held, Duration timeout) {
    if (!held.drain(timeout)) {
      LOG.warn(
          "{}: {} requests still use the parts that were swapped out; their memory is kept until"
              + " they end",
          pipeline.name(),
          held.leases());
    }
  }

  private void keep(Swap swap) {
    meters.swapped(swap);
    history.add(swap);
  }
}
