package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Hears of plug-ins that come and go, and moves the pipelines that use them. */
public final class PluginChanges {
  private final EventLock events;
  private final Supplier<List<LivePipeline>> all;
  private final PipelineSwapper swaps;
  private final PipelineUpdates updates;
  private volatile LivePlugins plugins = new LivePlugins(List.of());

  PluginChanges(
      EventLock events,
      Supplier<List<LivePipeline>> all,
      PipelineSwapper swaps,
      PipelineBuilder builder) {
    this.events = events;
    this.all = all;
    this.swaps = swaps;
    this.updates = new PipelineUpdates(builder, swaps, this::plugins);
  }

  /** The plug-ins that pipelines are built from now. */
  LivePlugins plugins() {
    return plugins;
  }

  /** Updates pipelines to what they should be with these plug-ins. */
  PipelineUpdates updates() {
    return updates;
  }

  /** A plug-in has come; the threads that wait for it wake. A second of the same id is a spare. */
  public void add(PluginFactory<?> factory) {
    events.run(
        () -> {
          plugins = plugins.with(factory);
          updates.update(all.get(), LivePipeline::isBehind);
        });
  }

  /**
   * A plug-in is about to go: returns when no pipeline uses it any more. Those that did go on with
   * a spare, or wait.
   */
  public void remove(PluginFactory<?> factory) {
    events.run(
        () -> {
          plugins = plugins.without(factory);
          List<LivePipeline> users = users(List.of(factory));
          // A plug-in that only a challenger uses goes without a gap.
          retire(users.stream().filter(p -> ownUses(p, factory)).toList(), factory);
          users.forEach(updates::update);
          retire(users(List.of(factory)), factory);
        });
  }

  private static boolean ownUses(LivePipeline pipeline, PluginFactory<?> factory) {
    return pipeline.instances().filter(l -> l.own().usesAny(List.of(factory))).isPresent();
  }

  private void retire(List<LivePipeline> users, PluginFactory<?> factory) {
    swaps.retire(users, PipelineState.WAITING, "it waits for " + factory.id() + ", being replaced");
  }

  /**
   * Puts plug-ins in charge in place of others that go on being registered. The pipelines that used
   * those move over without a gap; when one of them could not, nothing changes.
   *
   * @throws FuseboxException when a pipeline could not go on with the new ones, and why
   */
  public void replace(List<PluginFactory<?>> before, List<PluginFactory<?>> now) {
    events.run(
        () -> {
          LivePlugins preferring = plugins.preferring(now);
          Map<LivePipeline, ActiveInstances> ready = swaps.makeAll(users(before), preferring);
          plugins = preferring;
          ready.forEach(swaps::publish);
          updates.update(all.get(), LivePipeline::isBehind);
        });
  }

  private List<LivePipeline> users(List<PluginFactory<?>> factories) {
    return all.get().stream()
        .filter(p -> p.instances().filter(l -> l.uses(factories)).isPresent())
        .toList();
  }
}
