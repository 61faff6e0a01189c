package io.fusebox.runtime.workspace.prune;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.features.FeaturePacks;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.WeightsVersion;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a workspace can do without. Nothing that a pipeline answers with is among it, and what
 * comes into use while it is looked at is left alone: versions and runs are deleted under the locks
 * of those who use them; features are made again by anyone who misses them.
 *
 * @param olderThan what was changed later is left alone
 * @param newest how many of the newest versions of a pipeline and strategy are kept in any case
 * @param unfinished whether the states of trainings that were interrupted go too
 */
public record Pruning(
    FuseboxHome home, Workspace workspace, Duration olderThan, int newest, boolean unfinished) {

  /** All that can be deleted of some kinds, in their order. */
  public List<Disposable> find(Set<PruneKind> kinds) {
    List<Disposable> found = new ArrayList<>();
    if (kinds.contains(PruneKind.FEATURES)) {
      found.addAll(features());
    }
    for (TrainedVersions trained : all()) {
      if (kinds.contains(PruneKind.RUNS)) {
        found.addAll(runs(trained));
      }
      if (kinds.contains(PruneKind.VERSIONS)) {
        found.addAll(versions(trained));
      }
    }
    return found;
  }

  private List<TrainedVersions> all() {
    return TrainedVersions.in(workspace);
  }

  /** By encoders, which are known by what decides their features. */
  private List<Disposable> features() {
    return list(workspace.features()).stream()
        .filter(Files::isDirectory)
        .flatMap(encoder -> features(encoder).stream())
        .toList();
  }

  private Optional<Disposable> features(Path encoder) {
    long[] sums = new long[2];
    forEachOldFile(
        encoder,
        file -> {
          sums[0]++;
          sums[1] += Files.size(file);
        });
    return sums[0] == 0
        ? Optional.empty()
        : Optional.of(
            new Disposable(
                PruneKind.FEATURES,
                "features of the encoder " + encoder.getFileName(),
                sums[0],
                sums[1],
                () -> {
                  forEachOldFile(encoder, Files::deleteIfExists);
                  return true;
                }));
  }

  /** The treatment of a file. */
  private interface Work {
    void with(Path file) throws IOException;
  }

  /** The folders stay: somebody may be about to write into one. */
  private void forEachOldFile(Path folder, Work work) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (FeaturePacks.holdsFeatures(file) && isOld(file)) {
          work.with(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Somebody else has deleted it.
    } catch (IOException e) {
      throw failed(folder, e);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw failed(folder, requireNonNull(e.getCause()));
      }
    }
  }

  private boolean isOld(Path file) throws IOException {
    Instant end = Instant.now().minus(olderThan);
    return !Files.getLastModifiedTime(file).toInstant().isAfter(end);
  }

  private List<Disposable> runs(TrainedVersions trained) {
    List<Disposable> found = new ArrayList<>();
    for (Path state : list(trained.runs())) {
      if (state.toString().endsWith(".safetensors") && isDisposable(state, trained)) {
        found.add(
            new Disposable(
                PruneKind.RUNS,
                "state of a training of %s with %s, %s"
                    .formatted(trained.pipeline(), trained.strategy(), state.getFileName()),
                1,
                size(state),
                () -> remove(state, trained)));
      }
    }
    return found;
  }

  private boolean remove(Path state, TrainedVersions trained) {
    Optional<ProcessLock> lock = TrainingRun.tryLock(state);
    return lock.isPresent()
        && lock.get().during(() -> isDisposable(state, trained) && deleted(state));
  }

  /** A run is finished when there is a version of exactly what decides it. */
  private boolean isDisposable(Path state, TrainedVersions trained) {
    try {
      return Files.exists(state) && isOld(state) && (unfinished || isFinished(state, trained));
    } catch (IOException e) {
      throw failed(state, e);
    }
  }

  private static boolean isFinished(Path state, TrainedVersions trained) {
    try {
      Map<String, String> run = TrainingRun.keyEntries(state);
      return !run.isEmpty()
          && trained.all().stream()
              .map(v -> SafetensorsFile.open(trained.weights(v)).metadata().entrySet())
              .anyMatch(version -> version.containsAll(run.entrySet()));
    } catch (FuseboxException e) {
      return false; // Damaged, or another Fusebox's: anyone who goes on with it is told.
    }
  }

  private List<Disposable> versions(TrainedVersions trained) {
    List<Path> named = NamedWeights.of(home, workspace, trained);
    List<Disposable> found = new ArrayList<>();
    for (WeightsVersion version : trained.disposable(newest, named)) {
      Path weights = trained.weights(version);
      try {
        if (isOld(weights)) {
          found.add(
              new Disposable(
                  PruneKind.VERSIONS,
                  "version %s of %s with %s"
                      .formatted(version.id(), trained.pipeline(), trained.strategy()),
                  1,
                  size(weights),
                  () -> trained.remove(version, newest, named)));
        }
      } catch (IOException e) {
        throw failed(weights, e);
      }
    }
    return found;
  }

  private static boolean deleted(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static FuseboxException failed(Path file, IOException e) {
    return new FuseboxException(
        "cannot look through %s: %s".formatted(file, IoErrorMessage.of(e)), e);
  }
}
