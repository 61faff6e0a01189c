package io.fusebox.runtime.training.versions;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that was trained under a pipeline's name with one strategy, and what of it is answered with.
 * Each training gives a version, which nothing overwrites; the pipeline's live file of weights is a
 * copy of one. Reading writes nothing.
 */
public final class TrainedVersions {
  private final Path folder;
  private final ActiveWeightFiles live;
  private final VersionFolder versions;
  private final VersionStore store;
  private final VersionActivation activation;

  private TrainedVersions(Path folder, Optional<Path> named) {
    this.folder = folder;
    this.live = new ActiveWeightFiles(folder, named);
    this.versions = new VersionFolder(folder.resolve("versions"));
    this.store = new VersionStore(versions, new VersionMaker(pipeline(), strategy()));
    this.activation = new VersionActivation(live, store);
  }

  /** Those of this pipeline's name and strategy. */
  public static TrainedVersions of(Workspace workspace, PipelineSpec spec) {
    return new TrainedVersions(workspace.training(spec), spec.weights());
  }

  /** All of a workspace, by pipelines' names and strategies. */
  public static List<TrainedVersions> in(Workspace workspace) {
    return workspace.trainings().stream()
        .map(folder -> new TrainedVersions(folder, Optional.empty()))
        .filter(v -> !v.versions.isEmpty() || !v.liveFiles().isEmpty())
        .toList();
  }

  /** The name under which a pipeline's trainings are kept. */
  public String pipeline() {
    return requireNonNull(folder.getParent()).getFileName().toString();
  }

  /** The strategy that was trained. */
  public String strategy() {
    return folder.getFileName().toString();
  }

  /**
   * A version as it is now.
   *
   * @param active whether a pipeline answers with it
   */
  public record VersionEntry(WeightsVersion version, boolean active, List<VersionScore> scores) {}

  /** Every version, and what is answered with without being kept, oldest first. */
  public List<VersionEntry> entries() {
    Map<String, WeightsVersion> found = new TreeMap<>();
    all().forEach(v -> found.put(v.id(), v));
    Set<String> active = new HashSet<>();
    for (Path file : liveFiles()) {
      WeightsVersion version = version(file);
      found.put(version.id(), version);
      active.add(version.id());
    }
    return found.values().stream()
        .map(v -> new VersionEntry(v, active.contains(v.id()), scores(v)))
        .toList();
  }

  /** Folders of versions that are damaged, or that a killed process left half-written. */
  public List<Path> incomplete() {
    return versions.incomplete();
  }

  /** Every version that was kept, of whatever pipeline of this name, oldest first. */
  public List<WeightsVersion> all() {
    return versions.all();
  }

  /** The weights of a version that was kept. */
  public Path weights(WeightsVersion version) {
    return versions.weights(version);
  }

  /** The folder of the states of trainings. */
  public Path runs() {
    return folder.resolve("runs");
  }

  /** The files that pipelines of this name answer with. */
  public List<Path> liveFiles() {
    return live.all();
  }

  /** The file that a pipeline answers with, or will when it was trained. */
  public Path liveFile(Pipeline pipeline) {
    return live.of(pipeline);
  }

  /**
   * The trained weights that a pipeline answers with.
   *
   * @throws FuseboxException when there are none, or only those of other parts: both are named
   */
  public WeightValues load(Pipeline pipeline) {
    return WeightFile.load(existing(pipeline).orElseGet(() -> liveFile(pipeline)), pipeline);
  }

  /**
   * The same, and the version that they are.
   *
   * @throws FuseboxException as {@link #load}
   */
  public VersionedWeights loadVersion(Pipeline pipeline) {
    return VersionedWeights.load(() -> active(pipeline), () -> load(pipeline));
  }

  /** The file to load for a pipeline, or to say why none fits; empty when nothing was trained. */
  public Optional<Path> existing(Pipeline pipeline) {
    return Optional.of(liveFile(pipeline))
        .filter(Files::exists)
        .or(() -> liveFiles().stream().filter(Files::exists).findFirst());
  }

  /** The version that a pipeline answers with; empty when it was never trained. */
  public Optional<WeightsVersion> active(Pipeline pipeline) {
    return Optional.of(liveFile(pipeline))
        .filter(file -> WeightFile.fits(file, pipeline))
        .map(this::version);
  }

  /** The version that a file of weights holds, kept or not. */
  public WeightsVersion version(Path weights) {
    return store.version(weights);
  }

  /** The scores of a version, the last ones on each data set. */
  public List<VersionScore> scores(WeightsVersion version) {
    return versions.scores(version);
  }

  /** Notes what a version was measured to be; one that is not kept has no place for it. */
  public void recordScore(WeightsVersion version, VersionScore score) {
    if (Files.exists(weights(version))) {
      versions.note(version, score);
    }
  }

  /**
   * Keeps what a run has trained; the same run leaves the same version. The pipeline answers with
   * it when there was nothing to answer with, or when it is to be activated.
   */
  public SavedVersion keep(
      Pipeline pipeline,
      TrainingRun training,
      Trainer.Result result,
      TrainingOrigin origin,
      boolean activate) {
    return lock()
        .during(
            () -> {
              WeightsVersion version = store.keep(pipeline, training, result, origin);
              if (activate || !Files.exists(liveFile(pipeline))) {
                activation.put(version, pipeline);
              }
              return new SavedVersion(version, active(pipeline), liveFile(pipeline));
            });
  }

  /**
   * Lets a pipeline answer with a version. What it answered with is kept, and is the previous one.
   *
   * @throws FuseboxException when the version was trained on other parts
   */
  public void activate(WeightsVersion version, Pipeline pipeline) {
    lock()
        .during(
            () -> {
              activation.put(version, pipeline);
              return version;
            });
  }

  /**
   * Keeps weights that were trained elsewhere as a version, and lets a pipeline answer with it.
   *
   * @throws FuseboxException when they were trained on other parts
   */
  public WeightsVersion adopt(Path weights, Pipeline pipeline) {
    return lock()
        .during(
            () -> {
              WeightsVersion version = store.adopt(weights);
              activation.put(version, pipeline);
              return version;
            });
  }

  /**
   * The versions that nothing needs: not answered with, not those before, not of the newest.
   *
   * @param newest how many of the newest are kept in any case
   * @param named files of weights that pipelines name
   */
  public List<WeightsVersion> disposable(int newest, Collection<Path> named) {
    List<WeightsVersion> kept = all();
    Set<String> needed = new HashSet<>();
    for (Path file : liveFiles()) {
      String now = version(file).id();
      needed.add(now);
      ActiveVersionFile.before(file, now).ifPresent(needed::add);
    }
    return kept.subList(0, Math.max(0, kept.size() - newest)).stream()
        .filter(v -> !needed.contains(v.id()) && !named.contains(weights(v)))
        .toList();
  }

  /**
   * Deletes a version, if it is still {@link #disposable}.
   *
   * @return whether it is gone
   */
  public boolean remove(WeightsVersion version, int newest, Collection<Path> named) {
    return lock()
        .during(
            () -> {
              boolean free =
                  disposable(newest, named).stream().anyMatch(v -> v.id().equals(version.id()));
              if (free) {
                versions.remove(version);
              }
              return free;
            });
  }

  /**
   * Refuses to change what a pipeline answers with where its file names the weights: they may be
   * others' too.
   */
  public void requireActivatable() {
    activation.requireAllowed();
  }

  /**
   * The version that a pipeline answered with before this one.
   *
   * @throws FuseboxException when there was none
   */
  public WeightsVersion previous(Pipeline pipeline) {
    return active(pipeline)
        .flatMap(now -> ActiveVersionFile.before(liveFile(pipeline), now.id()))
        .map(this::byName)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "the pipeline %s has not answered with another version before, with %s; 'fusebox versions' lists what there is"
                        .formatted(pipeline(), strategy())));
  }

  /**
   * The version that somebody calls {@code name}: its id, the beginning of it, or its last part.
   *
   * @throws FuseboxException when none is called so, or several are
   */
  public WeightsVersion byName(String name) {
    return store.called(name);
  }

  /** Trainings that end at once take their turns. */
  private ProcessLock lock() {
    return ProcessLock.await(
        folder.resolve("versions.lock"),
        holder ->
            "the versions in %s are being changed by %s; try again when it is done"
                .formatted(folder, holder));
  }
}
