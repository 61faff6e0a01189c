package io.fusebox.runtime.live;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives pipelines other strategies while they answer. */
public final class StrategyChanges {
  private final EventLock events;
  private final Function<String, LivePipeline> pipelines;
  private final Supplier<LivePlugins> plugins;
  private final PipelineReconfiguration changes;

  StrategyChanges(
      EventLock events,
      Function<String, LivePipeline> pipelines,
      Supplier<LivePlugins> plugins,
      PipelineReconfiguration changes) {
    this.events = events;
    this.pipelines = pipelines;
    this.plugins = plugins;
    this.changes = changes;
  }

  /**
   * Gives a pipeline another strategy.
   *
   * @param strategy its id, or a chain of them joined by '+'
   * @param untrained whether it may answer with weights that were never trained
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  public void swap(String name, String strategy, boolean untrained) {
    events.run(
        () -> {
          StrategyChoice choice = new StrategyChoice(strategy, untrained);
          changes.make(
              pipelines.apply(name), strategy, desired -> desired.choosing(choice), plugins.get());
        });
  }

  /**
   * Tries what {@link #swap} would do; nothing changes.
   *
   * @return the version of the weights that it would answer with; empty without any
   * @throws FuseboxException when it cannot be swapped, and why
   */
  public String preview(String name, String strategy, boolean untrained) {
    StrategyChoice choice = new StrategyChoice(strategy, untrained);
    return events.get(
        () ->
            changes.preview(
                pipelines.apply(name),
                strategy,
                desired -> desired.choosing(choice),
                plugins.get()));
  }

  /**
   * Makes the second strategy a pipeline's own.
   *
   * @throws FuseboxException when there is none
   */
  public void promote(String name) {
    events.run(
        () ->
            changes.make(
                pipelines.apply(name),
                "its second strategy",
                desired -> {
                  require(
                      desired.challenge().isPresent(),
                      "the pipeline %s has no second strategy to promote".formatted(name));
                  return desired.choosing(desired.challenge().get().choice());
                },
                plugins.get()));
  }

  /**
   * Lets a second strategy answer alongside a pipeline's own, in place of one that did.
   *
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  public void challenge(String name, TrafficSplit challenge) {
    String strategy = challenge.choice().strategy();
    events.run(
        () ->
            changes.make(
                pipelines.apply(name),
                challenge.toString(),
                desired -> {
                  require(
                      !desired.spec().strategy().equals(strategy),
                      name + " answers with " + strategy + " itself; name another one");
                  return desired.challengedBy(Optional.of(challenge));
                },
                plugins.get()));
  }

  /** Lets a pipeline's own strategy answer alone again. */
  public void alone(String name) {
    events.run(
        () ->
            changes.make(
                pipelines.apply(name),
                "its own",
                desired -> desired.challengedBy(Optional.empty()),
                plugins.get()));
  }
}
