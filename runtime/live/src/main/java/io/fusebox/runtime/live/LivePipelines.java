package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.yaml.YamlFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pipelines of a live system. It hears of files and plug-ins that come, change and go, and
 * keeps every pipeline as it should be. One event is handled at a time; none takes indefinitely,
 * since everything that runs a plug-in's code has a time limit. Requests never wait for this lock.
 */
public final class LivePipelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePipelines.class);

  private final Path models;
  private final Timeouts timeouts;
  private final StrategyChoiceStore choices;
  private final PipelineBuilder builder;
  private final LiveMetrics meters;
  private final Workers workers = new Workers();
  private final PipelineSwapper swaps;
  private final PipelineUpdates updates;
  private final StrategyChanges strategyChanges;
  private final PluginChanges pluginChanges;
  private final Map<String, LivePipeline> pipelines = new ConcurrentSkipListMap<>();
  private final PipelineNames files;
  private final EventLock events;

  /**
   * A live system without plug-ins and pipelines.
   *
   * @param models the folder of the models that come with Fusebox
   * @param workspace where weights are taken from; its own pipelines' files come before others of
   *     the same name
   * @param registry gets what is measured
   */
  public LivePipelines(
      Path models,
      Workspace workspace,
      FeatureStore features,
      Timeouts timeouts,
      MeterRegistry registry) {
    this.models = models;
    this.files = new PipelineNames(workspace::owns);
    this.timeouts = timeouts;
    this.choices = new StrategyChoiceStore(workspace);
    this.builder = new PipelineBuilder(workspace, features);
    this.meters = new LiveMetrics(registry);
    this.swaps = new PipelineSwapper(builder, workers, timeouts, meters);
    this.events = new EventLock(() -> meters.look(all(), builder.pool()));
    this.pluginChanges = new PluginChanges(events, this::all, swaps, builder);
    this.updates = pluginChanges.updates();
    this.strategyChanges =
        new StrategyChanges(
            events,
            this::get,
            pluginChanges::plugins,
            new PipelineReconfiguration(builder, swaps, choices));
    meters.features(features);
  }

  /** The plug-ins that pipelines are built from now. */
  public Plugins plugins() {
    return pluginChanges.plugins();
  }

  /** Gives pipelines other strategies. */
  public StrategyChanges strategyChanges() {
    return strategyChanges;
  }

  /** Is notified of plug-ins that come and go. */
  public PluginChanges pluginChanges() {
    return pluginChanges;
  }

  public List<LivePipeline> all() {
    return List.copyOf(pipelines.values());
  }

  /** The pipeline of this name; refused when there is none. */
  public LivePipeline get(String name) {
    LivePipeline pipeline = pipelines.get(name);
    if (pipeline == null) {
      throw new NotFound(NameSuggestions.unknown("pipeline", name, pipelines.keySet(), ""));
    }
    return pipeline;
  }

  /** The components in memory: of each one line, however many pipelines use it. */
  public List<String> components() {
    return builder.pool().uses().stream()
        .map(
            u ->
                "%s %s %s, used by %d"
                    .formatted(
                        u.kind(), u.identity().plugin(), u.identity().version(), u.pipelines()))
        .toList();
  }

  /** The last swaps, oldest first. */
  public List<Swap> swaps() {
    return swaps.history().last();
  }

  /** How many swaps there were since the start. */
  public long swapCount() {
    return swaps.history().count();
  }

  /** The last swap of a pipeline; empty when it has not been swapped. */
  public Optional<Swap> lastSwap(String pipeline) {
    return swaps.history().last(pipeline);
  }

  /** A pipeline's file has come or changed. What runs goes on until the new version is ready. */
  public void put(Path file) {
    events.run(
        () -> {
          LivePipeline pipeline =
              pipelines.computeIfAbsent(
                  name(file), name -> new LivePipeline(name, workers, timeouts, meters));
          read(pipeline, file);
        });
  }

  /** Makes a pipeline what a file says, unless it is that already, or is stopped. */
  private void read(LivePipeline pipeline, Path file) {
    try {
      if (!files.isFirst(pipeline.name(), file)) {
        LOG.info("pipeline {}: the workspace's file in place of {}", pipeline.name(), file);
        return;
      }
      PipelineSpec spec = PipelineFile.read(file, models);
      DesiredState desired = choices.restored(pipeline.name(), DesiredState.of(file, spec));
      if (!pipeline.isAlready(desired)) {
        pipeline.desired(desired);
        updates.update(List.of(pipeline), any -> true);
      }
    } catch (RuntimeException e) {
      pipeline.cannot(e); // One bad file is not a problem of the other pipelines.
    }
  }

  /** A pipeline's file has gone, and so has the pipeline. */
  public void remove(Path file) {
    Optional<Path> namesake = files.without(name(file), file);
    if (namesake.isPresent()) {
      put(namesake.get());
      return;
    }
    events.run(
        () ->
            Optional.ofNullable(pipelines.remove(name(file)))
                .ifPresent(
                    p -> {
                      swaps.retire(List.of(p), PipelineState.STOPPED, "it was removed");
                      p.forget();
                    }));
  }

  /**
   * Stops a pipeline until {@link #start}. What changes meanwhile, its file, its strategy or the
   * plug-ins, it becomes then.
   */
  public void stop(String name) {
    events.run(
        () -> {
          LivePipeline pipeline = get(name);
          swaps.retire(List.of(pipeline), PipelineState.STOPPED, pipeline.howToStart());
        });
  }

  /** Starts a pipeline again. */
  public void start(String name) {
    events.run(
        () -> {
          LivePipeline pipeline = get(name);
          pipeline.unstopped();
          files.first(name).ifPresent(file -> read(pipeline, file));
        });
  }

  /**
   * How it would be.
   *
   * @param lack what it would wait for, in words; empty when it would answer
   * @param version of the trained weights that it would answer with; empty without any
   */
  public record Trial(String lack, String version) {}

  /**
   * Tries a pipeline that is none yet: it is built and dropped.
   *
   * @throws FuseboxException when it cannot be built, and why
   */
  public Trial trial(PipelineSpec spec) {
    return events.get(
        () -> {
          LivePipeline pipeline = new LivePipeline(spec.name(), workers, timeouts, meters);
          try (ActiveInstances made =
              swaps.make(pipeline, DesiredState.of(Path.of(""), spec), plugins())) {
            return new Trial("", made.own().version());
          } catch (MissingRequirementException e) {
            return new Trial(String.valueOf(e.getMessage()), "");
          }
        });
  }

  /**
   * Runs other work that may hang, such as a bundle's start.
   *
   * @throws FuseboxException when it takes longer than a pipeline may take to be built
   */
  public void within(String what, Runnable work) {
    workers.run(
        timeouts.build(),
        what,
        () -> {
          work.run();
          return true;
        },
        late -> {});
  }

  /** Looks for files that pipelines wait for, and for weights that were trained since. */
  public void pollFiles() {
    events.run(() -> updates.update(all(), p -> p.hasCome() || updates.hasNewWeights(p)));
  }

  private static String name(Path file) {
    return YamlFile.nameOf(file);
  }

  /** Stops every pipeline and frees what they used. */
  @Override
  public void close() {
    events.run(() -> swaps.retire(all(), PipelineState.STOPPED, "Fusebox stops"));
    all().forEach(LivePipeline::forget);
    workers.close();
  }
}
