package io.fusebox.runtime.host;

import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.features.FeatureBound;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.runtime.live.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A live system: its pipelines answer while plug-ins and pipelines are dropped into the folders of
 * its home, replaced and removed. For one command, {@link Fusebox}.
 */
public final class LiveFusebox implements AutoCloseable {
  /** How often a live system looks at its folders. */
  public static final Duration POLL = Duration.ofMillis(250);

  private final FuseboxHome home;
  private final Workspace workspace;
  private final FeatureStore features;
  private final LivePipelines pipelines;
  private final LiveHost host;
  private final Measurements measurements;
  private final FuseboxBean bean;
  private final ProcessLock lock;

  private LiveFusebox(
      FuseboxHome home,
      Workspace workspace,
      FeatureStore features,
      LivePipelines pipelines,
      LiveHost host,
      Measurements measurements,
      ProcessLock lock) {
    this.home = home;
    this.workspace = workspace;
    this.features = features;
    this.pipelines = pipelines;
    this.host = host;
    this.measurements = measurements;
    this.bean = new FuseboxBean(pipelines, host, workspace.root()).register();
    this.lock = lock;
  }

  /** Starts a live system whose work is kept in {@code .fusebox} in the current folder. */
  public static LiveFusebox open(FuseboxHome home) {
    return open(home, Path.of(".fusebox"), Timeouts.STANDARD, POLL);
  }

  /**
   * Starts a live system.
   *
   * @param workspace where work is kept; no other live system may have it
   * @param poll how often the folders are looked at
   * @throws io.fusebox.api.FuseboxException when another live system has the workspace, in whatever
   *     process
   */
  public static LiveFusebox open(
      FuseboxHome home, Path workspace, Timeouts timeouts, Duration poll) {
    NativeEngine.touch(workspace);
    Workspace kept = new Workspace(workspace);
    kept.requireWritable();
    ProcessLock lock = lock(kept);
    try {
      return open(home, kept, timeouts, poll, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** Two would delete each other's bundles. */
  private static ProcessLock lock(Workspace workspace) {
    return ProcessLock.acquire(
        workspace.run().resolve("live.lock"),
        holder ->
            "a Fusebox runs already with the workspace %s, in %s; stop it, or name another --workspace"
                .formatted(workspace.root(), holder));
  }

  private static LiveFusebox open(
      FuseboxHome home, Workspace kept, Timeouts timeouts, Duration poll, ProcessLock lock) {
    FeatureStore features =
        new FeatureStore(kept.features(), FeatureBound.of(System.getenv(FeatureBound.VARIABLE)));
    Measurements measurements = new Measurements();
    LivePipelines pipelines =
        new LivePipelines(home.models(), kept, features, timeouts, measurements.registry());
    LiveHost host = start(home, pipelines, kept, poll, measurements);
    return new LiveFusebox(home, kept, features, pipelines, host, measurements, lock);
  }

  /** Removes the services of a host that did not start. */
  private static LiveHost start(
      FuseboxHome home,
      LivePipelines pipelines,
      Workspace kept,
      Duration poll,
      Measurements shown) {
    try {
      return LiveHost.start(
          new Locations(home, kept), pipelines, kept.run().resolve("felix"), poll);
    } catch (RuntimeException | Error e) {
      shown.close();
      throw e;
    }
  }

  /** A pipeline, to be asked. */
  public LivePipeline pipeline(String name) {
    return pipelines.get(name);
  }

  /** All pipelines. */
  public LivePipelines pipelines() {
    return pipelines;
  }

  /**
   * Replaces the plug-in that a jar brings, or adds it.
   *
   * @return the file in the workspace's plug-in folder that holds it now
   * @throws io.fusebox.api.FuseboxException when it is refused, and why; then nothing has changed
   */
  public Path swapIn(Path jar) {
    return host.swapIn(jar);
  }

  /** The jar that brings the plug-in of this id now; empty when Fusebox itself does. */
  public Optional<Path> jarOf(String plugin) {
    return host.jarOf(plugin);
  }

  /**
   * Deletes the workspace's jar of a plug-in; the shipped one of the same id returns.
   *
   * @throws io.fusebox.api.FuseboxException when there is none
   */
  public void removePlugin(String plugin) {
    host.remove(plugin);
  }

  /** The plug-ins that are live now, and the jars that were refused. */
  public PluginHost plugins() {
    return host;
  }

  /** Request times, swaps and counts, as they are now. */
  public Measurements measurements() {
    return measurements;
  }

  /** The installation. */
  public FuseboxHome home() {
    return home;
  }

  /** The features that are kept. */
  public FeatureStore features() {
    return features;
  }

  public Workspace workspace() {
    return workspace;
  }

  @Override
  public void close() {
    bean.close();
    try {
      host.close();
    } finally {
      measurements.close();
      lock.close();
    }
  }
}
