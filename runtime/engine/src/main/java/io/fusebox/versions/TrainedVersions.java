package io.fusebox.versions;

import io.fusebox.FuseboxException;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.engine.ProcessLock;
import io.fusebox.engine.Workspace;
import io.fusebox.files.IoReason;
import io.fusebox.train.Trainer;
import io.fusebox.train.Training;
import io.fusebox.weights.TrainedWeights;
import io.fusebox.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that was trained under a pipeline's name with one strategy, and what of it is answered with.
 * Each training gives a version, which nothing overwrites; the pipeline's live file of weights is a
 * copy of one. Reading writes nothing.
 */
public final class TrainedVersions {
  private final Path folder;
  private final Optional<Path> named;
  private final LiveFiles live;
  private final VersionFolder versions;
  private final VersionMaker maker;

  private TrainedVersions(Path folder, Optional<Path> named) {
    this.folder = folder;
    this.named = named;
    this.live = new LiveFiles(folder);
    this.versions = new VersionFolder(folder.resolve("versions"));
    this.maker = new VersionMaker(pipeline(), strategy());
  }

  /** Those of this pipeline's name and strategy. */
  public static TrainedVersions of(Workspace workspace, PipelineSpec spec) {
    return new TrainedVersions(workspace.training(spec), spec.weights());
  }

  /** All of a workspace, by pipelines' names and strategies. */
  public static List<TrainedVersions> in(Workspace workspace) {
    return folders(workspace.pipelines()).stream()
        .flatMap(pipeline -> folders(pipeline).stream())
        .map(folder -> new TrainedVersions(folder, Optional.empty()))
        .filter(v -> !v.versions.isEmpty() || !v.liveFiles().isEmpty())
        .toList();
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(parent, IoReason.of(e)), e);
    }
  }

  /** The name under which a pipeline's trainings are kept. */
  public String pipeline() {
    return folder.getParent().getFileName().toString();
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
  public record Entry(Version version, boolean active, List<Score> scores) {}

  /** Every version, and what is answered with without being kept, oldest first. */
  public List<Entry> entries() {
    Map<String, Version> found = new TreeMap<>();
    all().forEach(v -> found.put(v.id(), v));
    Set<String> active = new HashSet<>();
    for (Path file : liveFiles()) {
      Version version = version(file);
      found.put(version.id(), version);
      active.add(version.id());
    }
    return found.values().stream()
        .map(v -> new Entry(v, active.contains(v.id()), scores(v)))
        .toList();
  }

  /** Folders of versions that are damaged, or that a killed process left half-written. */
  public List<Path> incomplete() {
    return versions.incomplete();
  }

  /** Every version that was kept, of whatever pipeline of this name, oldest first. */
  public List<Version> all() {
    return versions.all();
  }

  /** The weights of a version that was kept. */
  public Path weights(Version version) {
    return versions.weights(version);
  }

  /** The files that pipelines of this name answer with. */
  public List<Path> liveFiles() {
    return named.map(List::of).orElseGet(live::all);
  }

  /** The file that a pipeline answers with, or will when it was trained. */
  public Path liveFile(Pipeline pipeline) {
    return named.orElseGet(() -> live.place(pipeline));
  }

  /**
   * The trained weights that a pipeline answers with.
   *
   * @throws FuseboxException when there are none, or only those of other parts: both are named
   */
  public TrainedWeights load(Pipeline pipeline) {
    return WeightFile.load(existing(pipeline).orElseGet(() -> liveFile(pipeline)), pipeline);
  }

  /** The file to load for a pipeline, or to tell why none fits; empty when nothing was trained. */
  public Optional<Path> existing(Pipeline pipeline) {
    return Optional.of(liveFile(pipeline))
        .filter(Files::exists)
        .or(() -> liveFiles().stream().filter(Files::exists).findFirst());
  }

  /** The version that a pipeline answers with; empty when it was never trained. */
  public Optional<Version> answering(Pipeline pipeline) {
    return Optional.of(liveFile(pipeline))
        .filter(file -> WeightFile.fits(file, pipeline))
        .map(this::version);
  }

  /** The version that a file of weights holds, kept or not. */
  public Version version(Path weights) {
    return kept(weights).orElseGet(() -> maker.found(weights));
  }

  /** Of several that hold the same numbers, the one of the same bytes. */
  private Optional<Version> kept(Path weights) {
    String digest = WeightBytes.digest(weights);
    List<Version> same = all().stream().filter(v -> v.digest().equals(digest)).toList();
    return same.stream()
        .filter(v -> WeightBytes.equal(weights(v), weights))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  /** What a version was measured to be, the last time on each data. */
  public List<Score> scores(Version version) {
    return versions.scores(version);
  }

  /** Notes what a version was measured to be; one that is not kept has no place for it. */
  public void note(Version version, Score score) {
    if (Files.exists(weights(version))) {
      versions.note(version, score);
    }
  }

  /**
   * Keeps what a run has trained; the same run leaves the same version. The pipeline answers with
   * it when there was nothing to answer with, or when it is to be activated.
   */
  public Kept keep(
      Pipeline pipeline,
      Training training,
      Trainer.Result result,
      Origin origin,
      boolean activate) {
    return lock()
        .during(
            () -> {
              Version version = kept(pipeline, training, result, origin);
              if (activate || !Files.exists(liveFile(pipeline))) {
                put(version, pipeline);
              }
              return new Kept(version, answering(pipeline), liveFile(pipeline));
            });
  }

  private Version kept(Pipeline pipeline, Training training, Trainer.Result result, Origin origin) {
    training.save(versions.unnamed(), result.weights());
    Version made = maker.trained(versions.unnamed(), training, result, origin);
    Optional<Version> same = same(made, pipeline);
    same.ifPresent(v -> versions.discard());
    return same.orElseGet(() -> add(made));
  }

  /** The same numbers for the same parts: what else is noted of them is another's word for it. */
  private Optional<Version> same(Version made, Pipeline pipeline) {
    return all().stream()
        .filter(v -> v.digest().equals(made.digest()) && WeightFile.fits(weights(v), pipeline))
        .findFirst();
  }

  private Version add(Version version) {
    versions.add(version);
    return version;
  }

  /**
   * Lets a pipeline answer with a version. What it answered with is kept, and is the previous one.
   *
   * @throws FuseboxException when the version was trained on other parts
   */
  public void activate(Version version, Pipeline pipeline) {
    lock()
        .during(
            () -> {
              put(version, pipeline);
              return version;
            });
  }

  private void put(Version version, Pipeline pipeline) {
    requireActivatable();
    WeightFile.load(weights(version), pipeline);
    Path file = liveFile(pipeline);
    String before = Files.exists(file) ? adopted(file).id() : "";
    if (!before.equals(version.id())) {
      WeightBytes.copy(weights(version), file);
      new ActiveFile(version.id(), before).write(file);
    }
  }

  /**
   * Refuses to change what a pipeline answers with where its file names the weights: they may be
   * others' too.
   */
  public void requireActivatable() {
    if (named.filter(Files::exists).isPresent()) {
      throw new FuseboxException(
          ("the pipeline %s answers with %s, which its file names as 'weights'; that file is left"
                  + " alone. Take the line out to answer with versions of the workspace, or name a"
                  + " version's file there: %s")
              .formatted(pipeline(), named.get(), folder.resolve("versions")));
    }
  }

  /** What is in a live file, kept from now on. */
  private Version adopted(Path file) {
    return kept(file)
        .orElseGet(
            () -> {
              Version found = maker.found(file);
              WeightBytes.copy(file, versions.unnamed());
              return add(found);
            });
  }

  /**
   * The version that a pipeline answered with before this one.
   *
   * @throws FuseboxException when there was none
   */
  public Version previous(Pipeline pipeline) {
    return answering(pipeline)
        .flatMap(now -> ActiveFile.before(liveFile(pipeline), now.id()))
        .map(this::called)
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
  public Version called(String name) {
    List<Version> found = all().stream().filter(v -> v.isCalled(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new FuseboxException(
        "%s of %s with %s is called '%s'; there are %s"
            .formatted(
                found.isEmpty() ? "no version" : "more than one version",
                pipeline(),
                strategy(),
                name,
                all().stream().map(Version::id).toList()));
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
