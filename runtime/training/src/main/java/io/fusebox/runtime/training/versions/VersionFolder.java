package io.fusebox.runtime.training.versions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions of a pipeline and strategy on disk: {@code ID/weights.safetensors}, then {@code
 * ID/version.json}, which says that the version is whole; {@code ID/scores.json} may follow.
 */
record VersionFolder(Path folder) {
  private static final String ABOUT = "version.json";

  /** The content of {@code scores.json}; a damaged file is replaced by the next measurement. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record ScoreList(List<VersionScore> scores) {
    /** A field that a score lacks was lost by a damaged file. */
    ScoreList {
      scores =
          scores == null
              ? List.of()
              : scores.stream()
                  .filter(s -> s != null && s.data() != null && s.dataHash() != null)
                  .toList();
    }
  }

  /** Oldest first, without those that are not whole. */
  List<WeightsVersion> all() {
    return folders().stream().flatMap(f -> read(f).stream()).toList();
  }

  /** The folders of those that were damaged, or that a killed process left half-written. */
  List<Path> incomplete() {
    return folders().stream().filter(f -> read(f).isEmpty()).toList();
  }

  /** Whether nothing is there, whole or not; nothing is read, so nothing is refused. */
  boolean isEmpty() {
    return folders().isEmpty();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FuseboxException(
          "the versions in %s cannot be read: %s".formatted(folder, IoErrorMessage.of(e)), e);
    }
  }

  private static Optional<WeightsVersion> read(Path folder) {
    return VersionedJsonFile.read(folder.resolve(ABOUT), WeightsVersion.class)
        .filter(WeightsVersion::isWhole)
        .filter(version -> folder.getFileName().toString().equals(version.id()))
        .filter(version -> Files.exists(folder.resolve(ActiveWeightFiles.WEIGHTS)));
  }

  Path weights(WeightsVersion version) {
    return folder.resolve(version.id()).resolve(ActiveWeightFiles.WEIGHTS);
  }

  /** A place in which weights are written before they have an id. */
  Path unnamed() {
    return folder.resolve(".new").resolve(ActiveWeightFiles.WEIGHTS);
  }

  /** Forgets what lies at {@link #unnamed()}. */
  void discard() {
    try {
      Files.deleteIfExists(unnamed());
    } catch (IOException e) {
      throw new FuseboxException(
          "cannot delete %s: %s".formatted(unnamed(), IoErrorMessage.of(e)), e);
    }
  }

  /** Adds a version whose weights lie at {@link #unnamed()}. */
  void add(WeightsVersion version) {
    try {
      Files.createDirectories(weights(version).getParent());
      Files.move(unnamed(), weights(version), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FuseboxException(
          "the version %s cannot be kept: %s".formatted(weights(version), IoErrorMessage.of(e)), e);
    }
    VersionedJsonFile.write(folder.resolve(version.id()).resolve(ABOUT), version);
  }

  /** Deletes a version; what says that it is whole goes first. */
  void remove(WeightsVersion version) {
    try {
      Path own = folder.resolve(version.id());
      Files.deleteIfExists(own.resolve(ABOUT));
      Files.deleteIfExists(scoresFile(version));
      Files.deleteIfExists(weights(version));
      Files.deleteIfExists(own);
    } catch (IOException e) {
      throw new FuseboxException(
          "the version %s cannot be deleted: %s".formatted(version.id(), IoErrorMessage.of(e)), e);
    }
  }

  /** The scores of a version, the last ones on each data set. */
  List<VersionScore> scores(WeightsVersion version) {
    return VersionedJsonFile.read(scoresFile(version), ScoreList.class)
        .map(ScoreList::scores)
        .orElse(List.of());
  }

  /** Notes what a version was measured to be, in place of what it was on the same data. */
  void note(WeightsVersion version, VersionScore score) {
    Map<String, VersionScore> scores = new LinkedHashMap<>();
    scores(version).forEach(s -> scores.put(s.dataHash(), s));
    scores.put(score.dataHash(), score);
    VersionedJsonFile.write(scoresFile(version), new ScoreList(List.copyOf(scores.values())));
  }

  private Path scoresFile(WeightsVersion version) {
    return folder.resolve(version.id()).resolve("scores.json");
  }
}
