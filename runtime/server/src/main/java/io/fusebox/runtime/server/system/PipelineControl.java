package io.fusebox.runtime.server.system;

import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficSplit;
import java.util.List;

/**
 * The pipelines: how they are, and what they answer with. Every method that is given a name throws
 * {@link io.fusebox.api.FuseboxException.NotFound} when there is no pipeline of this name.
 */
public interface PipelineControl {
  /** All of them, by name. */
  List<PipelineView> all();

  PipelineView get(String name);

  void start(String name);

  void stop(String name);

  /**
   * Gives a pipeline another strategy.
   *
   * @throws io.fusebox.api.FuseboxException when it cannot, and why; then what runs goes on
   */
  void swap(String name, StrategyChoice choice);

  /**
   * Tries what {@link #swap} would do; nothing changes.
   *
   * @return the version of the weights that it would answer with; empty without any
   */
  String preview(String name, StrategyChoice choice);

  /** Lets a second strategy answer alongside the pipeline's own. */
  void second(String name, TrafficSplit split);

  /** Lets the pipeline's own strategy answer alone again. */
  void alone(String name);

  /** Makes the second strategy the pipeline's own. */
  void promote(String name);

  /** The strategies that it could be swapped to. */
  List<StrategyView> strategies(String name);

  /**
   * A strategy that a pipeline could be swapped to.
   *
   * @param versions how many trained versions are kept
   * @param weights whether there are trained weights to answer with
   */
  record StrategyView(String strategy, boolean current, int versions, boolean weights) {}
}
