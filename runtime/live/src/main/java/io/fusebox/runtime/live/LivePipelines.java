package io.fusebox.runtime.live;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.plugin.PluginFactory;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pipelines of a live system. It hears of files and plug-ins that come, change and go, and
 * keeps every pipeline as it should be. One event is handled at a time; none takes for ever, since
 * everything that runs a plug-in's code has a time limit. Requests never wait for this lock.
 */
public final class LivePipelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePipelines.class);

  private final Path models;
  private final Timeouts patience;
  private final StrategyChoiceStore choices;
  private final PipelineBuilder press;
  private final LiveMetrics meters;
  private final Workers workers = new Workers();
  private final PipelineSwapper swaps;
  private final PipelineReconfiguration changes;
  private final Map<String, LivePipeline> pipelines = new ConcurrentSkipListMap<>();
  private final PipelineNames files;
  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile LivePlugins plugins = new LivePlugins(List.of());

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
      Timeouts patience,
      MeterRegistry registry) {
    this.models = models;
    this.files = new PipelineNames(workspace::owns);
    this.patience = patience;
    this.choices = new StrategyChoiceStore(workspace);
    this.press = new PipelineBuilder(workspace, features);
    this.meters = new LiveMetrics(registry);
    this.swaps = new PipelineSwapper(press, workers, patience, meters);
    this.changes = new PipelineReconfiguration(press, swaps, choices);
    meters.features(features);
  }

  /** The plug-ins that pipelines are built from now. */
  public Plugins plugins() {
    return plugins;
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
    return press.pool().uses().stream()
        .map(
            u ->
                "%s %s %s, used by %d"
                    .formatted(
                        u.kind(), u.identity().plugin(), u.identity().version(), u.pipelines()))
        .toList();
  }

  /** The last swaps, oldest first. */
  public List<Swap> swaps() {
    return swaps.done();
  }

  /** The last swap of a pipeline; empty when it has not been swapped. */
  public Optional<Swap> lastSwap(String pipeline) {
    return swaps.last(pipeline);
  }

  /** A pipeline's file has come or changed. What runs goes on until the new version is ready. */
  public void put(Path file) {
    locked(
        () -> {
          LivePipeline pipeline =
              pipelines.computeIfAbsent(
                  name(file), name -> new LivePipeline(name, workers, patience, meters));
          try {
            if (!files.isFirst(pipeline.name(), file)) {
              LOG.info("pipeline {}: the workspace's file in place of {}", pipeline.name(), file);
              return;
            }
            PipelineSpec spec = PipelineFile.read(file, models);
            pipeline.wish(choices.restored(pipeline.name(), DesiredState.of(file, spec)));
          } catch (RuntimeException e) {
            pipeline.cannot(e); // One bad file is no trouble of the other pipelines.
            return;
          }
          refresh(pipeline);
        });
  }

  /** A pipeline's file has gone, and so has the pipeline. */
  public void remove(Path file) {
    Optional<Path> namesake = files.without(name(file), file);
    if (namesake.isPresent()) {
      put(namesake.get());
      return;
    }
    locked(
        () ->
            Optional.ofNullable(pipelines.remove(name(file)))
                .ifPresent(
                    p -> {
                      swaps.retire(List.of(p), PipelineState.STOPPED, "it was removed");
                      meters.forget(p.name());
                    }));
  }

  /** Stops a pipeline until {@link #start}. */
  public void stop(String name) {
    locked(
        () -> swaps.retire(List.of(get(name)), PipelineState.STOPPED, "fusebox start starts it"));
  }

  /** Starts a pipeline again. */
  public void start(String name) {
    locked(() -> refresh(get(name)));
  }

  /**
   * Gives a pipeline another strategy.
   *
   * @param strategy its id, or a chain of them joined by '+'
   * @param untrained whether it may answer with weights that were never trained
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  public void swap(String name, String strategy, boolean untrained) {
    locked(
        () -> {
          StrategyChoice choice = new StrategyChoice(strategy, untrained);
          changes.make(get(name), strategy, wish -> wish.choosing(choice), plugins);
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
    return locked(
        () -> changes.preview(get(name), strategy, wish -> wish.choosing(choice), plugins));
  }

  /**
   * Makes the second strategy a pipeline's own.
   *
   * @throws FuseboxException when there is none
   */
  public void promote(String name) {
    locked(
        () ->
            changes.make(
                get(name),
                "its second strategy",
                wish -> {
                  require(
                      wish.challenge().isPresent(),
                      "the pipeline %s has no second strategy to promote".formatted(name));
                  return wish.choosing(wish.challenge().get().choice());
                },
                plugins));
  }

  /**
   * Tries a pipeline that is none yet: it is built and dropped.
   *
   * @return what it would wait for, in words; empty when it would answer
   * @throws FuseboxException when it cannot be built, and why
   */
  public String trial(PipelineSpec spec) {
    return locked(
        () -> {
          LivePipeline pipeline = new LivePipeline(spec.name(), workers, patience, meters);
          try {
            swaps.make(pipeline, DesiredState.of(Path.of(""), spec), plugins).close();
            return "";
          } catch (MissingRequirementException e) {
            return e.getMessage();
          }
        });
  }

  /**
   * Lets a second strategy answer beside a pipeline's own, in place of one that did.
   *
   * @throws FuseboxException when it cannot, and why; then what runs goes on
   */
  public void challenge(String name, TrafficSplit challenge) {
    String strategy = challenge.choice().strategy();
    locked(
        () ->
            changes.make(
                get(name),
                challenge.toString(),
                wish -> {
                  require(
                      !wish.spec().strategy().equals(strategy),
                      name + " answers with " + strategy + " itself; name another one");
                  return wish.challengedBy(Optional.of(challenge));
                },
                plugins));
  }

  /** Lets a pipeline's own strategy answer alone again. */
  public void alone(String name) {
    locked(
        () ->
            changes.make(
                get(name), "its own", wish -> wish.challengedBy(Optional.empty()), plugins));
  }

  /** A plug-in has come; whoever waits for it wakes. A second of the same id is a spare. */
  public void add(PluginFactory<?> factory) {
    locked(
        () -> {
          plugins = plugins.with(factory);
          refresh(LivePipeline::isBehind);
        });
  }

  /**
   * A plug-in is about to go: returns when no pipeline uses it any more. Those that did go on with
   * a spare, or wait.
   */
  public void remove(PluginFactory<?> factory) {
    locked(
        () -> {
          plugins = plugins.without(factory);
          List<LivePipeline> users = users(List.of(factory));
          // What only a challenger uses goes without a gap.
          retire(users.stream().filter(p -> ownUses(p, factory)).toList(), factory);
          users.forEach(this::refresh);
          retire(users(List.of(factory)), factory);
        });
  }

  private static boolean ownUses(LivePipeline pipeline, PluginFactory<?> factory) {
    return pipeline.lineup().filter(l -> l.own().usesAny(List.of(factory))).isPresent();
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
    locked(
        () -> {
          LivePlugins preferring = plugins.preferring(now);
          Map<LivePipeline, ActiveInstances> ready = swaps.makeAll(users(before), preferring);
          plugins = preferring;
          ready.forEach(swaps::publish);
          refresh(LivePipeline::isBehind);
        });
  }

  private List<LivePipeline> users(List<PluginFactory<?>> factories) {
    return all().stream()
        .filter(p -> p.lineup().filter(l -> l.uses(factories)).isPresent())
        .toList();
  }

  /**
   * Runs other work that may hang, such as a bundle's start.
   *
   * @throws FuseboxException when it takes longer than a pipeline may take to be built
   */
  public void within(String what, Runnable work) {
    workers.run(
        patience.build(),
        what,
        () -> {
          work.run();
          return true;
        },
        late -> {});
  }

  /** Looks for files that pipelines wait for, and for weights that were trained since. */
  public void pollFiles() {
    locked(() -> refresh(p -> p.hasCome() || hasNewWeights(p)));
  }

  private boolean hasNewWeights(LivePipeline pipeline) {
    boolean anew =
        pipeline.wish().filter(w -> FileStamp.anyNew(w.weights(), press.stamps(w))).isPresent();
    if (anew) {
      LOG.info("pipeline {}: newly trained weights were found", pipeline.name());
    }
    return anew;
  }

  private void refresh(Predicate<LivePipeline> which) {
    all().stream()
        .filter(p -> p.status().state() != PipelineState.STOPPED)
        .filter(which)
        .forEach(this::refresh);
  }

  /** Makes a pipeline what it should be; when that cannot be done, what runs goes on. */
  private void refresh(LivePipeline pipeline) {
    if (pipeline.wish().isEmpty()) {
      return;
    }
    DesiredState wish = press.seen(pipeline.wish().get());
    pipeline.wish(wish);
    try {
      swaps.publish(pipeline, swaps.make(pipeline, wish, plugins));
    } catch (RuntimeException e) {
      pipeline.cannot(e);
    }
  }

  private void locked(Runnable event) {
    locked(
        () -> {
          event.run();
          return event;
        });
  }

  private <T> T locked(Supplier<T> event) {
    lock.lock();
    try {
      return event.get();
    } finally {
      meters.look(all(), press.pool());
      lock.unlock();
    }
  }

  private static String name(Path file) {
    return YamlFile.nameOf(file);
  }

  /** Stops every pipeline and frees what they used. */
  @Override
  public void close() {
    locked(() -> swaps.retire(all(), PipelineState.STOPPED, "Fusebox stops"));
    workers.close();
  }
}
