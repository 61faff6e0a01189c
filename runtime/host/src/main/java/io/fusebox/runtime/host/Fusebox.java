package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.Names;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.runtime.live.LivePipeline;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.runtime.live.Patience;
import io.fusebox.runtime.training.versions.TrainedVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A running Fusebox: live plug-ins, and what pipelines need to be assembled from them. */
public final class Fusebox implements AutoCloseable {
  /** How often a live system looks at its folders. */
  public static final Duration POLL = Duration.ofMillis(250);

  private final Home home;
  private final Workspace workspace;
  private final FeatureStore features;
  private final PluginHost host;
  private final Assembler assembler;
  private final Optional<Live> live;

  /** What only a live system has. */
  private record Live(
      LivePipelines pipelines, Measurements measurements, LiveBean bean, ProcessLock lock) {}

  private Fusebox(
      Home home, Workspace workspace, FeatureStore features, PluginHost host, Optional<Live> live) {
    this.home = home;
    this.workspace = workspace;
    this.features = features;
    this.host = host;
    this.assembler = new Assembler(host);
    this.live = live;
  }

  /**
   * Starts the plug-ins of {@code home} as they are now, for one command; work is kept in {@code
   * workspace}.
   */
  public static Fusebox open(Home home, Path workspace) {
    Engines.touch(workspace);
    Workspace kept = new Workspace(workspace);
    return new Fusebox(
        home,
        kept,
        new FeatureStore(kept.features()),
        new FelixHost(home.plugins()),
        Optional.empty());
  }

  /**
   * Starts a live system: its pipelines answer while plug-ins and pipelines are dropped into the
   * folders of {@code home}, replaced and removed. Work is kept in {@code .fusebox} in the current
   * folder.
   */
  public static Fusebox open(Home home) {
    return openLive(home, Path.of(".fusebox"), Patience.STANDARD, POLL);
  }

  /**
   * Starts a live system.
   *
   * @param workspace where work is kept; no other live system may have it
   * @param poll how often the folders are looked at
   * @throws FuseboxException when another live system has the workspace, in whatever process
   */
  public static Fusebox openLive(Home home, Path workspace, Patience patience, Duration poll) {
    Engines.touch(workspace);
    Workspace kept = new Workspace(workspace);
    kept.requireWritable();
    ProcessLock lock = lock(kept);
    try {
      return openLive(home, kept, patience, poll, lock);
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

  private static Fusebox openLive(
      Home home, Workspace kept, Patience patience, Duration poll, ProcessLock lock) {
    FeatureStore features = new FeatureStore(kept.features());
    Measurements measurements = new Measurements();
    LivePipelines pipelines =
        new LivePipelines(home.models(), kept, features, patience, measurements.registry());
    LiveHost host = start(home, pipelines, kept, poll, measurements);
    LiveBean bean = new LiveBean(pipelines, host, kept.root()).register();
    return new Fusebox(
        home, kept, features, host, Optional.of(new Live(pipelines, measurements, bean, lock)));
  }

  /** What is shown of a host that did not start is taken away again. */
  private static LiveHost start(
      Home home, LivePipelines pipelines, Workspace kept, Duration poll, Measurements shown) {
    try {
      return LiveHost.start(home, pipelines, kept.run().resolve("felix"), poll);
    } catch (RuntimeException | Error e) {
      shown.close();
      throw e;
    }
  }

  /** A live pipeline, to be asked. */
  public LivePipeline pipeline(String name) {
    return pipelines().get(name);
  }

  /**
   * Replaces the plug-in that a jar brings, or adds it.
   *
   * @return the file in the plug-in folder that holds it now
   * @throws FuseboxException when it is refused, and why; then nothing has changed
   */
  public Path swapIn(Path jar) {
    return host.swapIn(jar);
  }

  /** The pipelines of a live system. */
  public LivePipelines pipelines() {
    return live().pipelines();
  }

  /** What a live system has measured. */
  public Measurements measurements() {
    return live().measurements();
  }

  private Live live() {
    return live.orElseThrow(
        () -> new IllegalStateException("this Fusebox was opened for one command, not live"));
  }

  /** Reads a pipeline's file, by its path or its name. */
  public PipelineSpec spec(String pipeline) {
    Path file = home.pipeline(pipeline);
    if (!Files.exists(file)) {
      throw unknown(pipeline, file);
    }
    return PipelineFile.read(file, home.models()).calledAs(arguments(pipeline));
  }

  private FuseboxException unknown(String pipeline, Path file) {
    return new FuseboxException(
        Home.isPath(pipeline)
            ? "there is no pipeline file %s; check the path".formatted(file)
            : Names.unknown("pipeline", pipeline, home.pipelineNames(), "")
                + (Files.exists(Path.of(pipeline + ".yaml"))
                    ? "; for the file here, name it %s.yaml".formatted(pipeline)
                    : "; or give the path of a .yaml file"));
  }

  /** What a hint must say so that its command finds the same pipeline and the same workspace. */
  private String arguments(String pipeline) {
    boolean usual = workspace.root().equals(new Workspace(Path.of(".fusebox")).root());
    return ShellWord.of(pipeline)
        + (usual ? "" : " --workspace " + ShellWord.of(workspace.root().toString()));
  }

  /** Assembles a pipeline; the caller closes it. */
  public Pipeline assemble(PipelineSpec spec) {
    return assembler.assemble(spec);
  }

  /** Assembles pipelines from the live plug-ins. */
  public Assembler assembler() {
    return assembler;
  }

  /** The trained weights that a pipeline answers with; an untrained control has none. */
  public TrainedWeights weights(Pipeline pipeline) {
    return pipeline.weights().isEmpty()
        ? new TrainedWeights(Map.of())
        : versions(pipeline.spec()).load(pipeline);
  }

  /** What was trained under a pipeline's name with its strategy. */
  public TrainedVersions versions(PipelineSpec spec) {
    return TrainedVersions.of(workspace, spec);
  }

  /** The file of a pipeline that is named by its path or its name. */
  public Path pipelineFile(String pipeline) {
    return home.pipeline(pipeline);
  }

  public Home home() {
    return home;
  }

  public Workspace workspace() {
    return workspace;
  }

  public PluginHost plugins() {
    return host;
  }

  public FeatureStore features() {
    return features;
  }

  @Override
  public void close() {
    live.map(Live::bean).ifPresent(LiveBean::close);
    try {
      host.close();
    } finally {
      live.map(Live::measurements).ifPresent(Measurements::close);
      live.map(Live::lock).ifPresent(ProcessLock::close);
    }
  }
}
