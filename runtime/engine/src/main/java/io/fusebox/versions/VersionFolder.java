package io.fusebox.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.FuseboxException;
import io.fusebox.files.AtomicFile;
import io.fusebox.files.IoReason;
import io.fusebox.files.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABOUT = "version.json";
  private static final long MAX_BYTES = 1 << 20;

  /** Oldest first, without those that are not whole. */
  List<Version> all() {
    return folders().stream().flatMap(f -> read(f).stream()).toList();
  }

  /** The folders of those that were damaged, or that a killed process left half-written. */
  List<Path> incomplete() {
    return folders().stream().filter(f -> read(f).isEmpty()).toList();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FuseboxException(
          "the versions in %s cannot be read: %s".formatted(folder, IoReason.of(e)), e);
    }
  }

  private static Optional<Version> read(Path folder) {
    try {
      Version version =
          JSON.treeToValue(JsonFile.readObject(folder.resolve(ABOUT), MAX_BYTES), Version.class);
      boolean whole =
          folder.getFileName().toString().equals(version.id())
              && version.digest() != null
              && Files.exists(folder.resolve(LiveFiles.WEIGHTS));
      return whole ? Optional.of(version) : Optional.empty();
    } catch (FuseboxException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  Path weights(Version version) {
    return folder.resolve(version.id()).resolve(LiveFiles.WEIGHTS);
  }

  /** A place in which weights are written before they have an id. */
  Path unnamed() {
    return folder.resolve(".new").resolve(LiveFiles.WEIGHTS);
  }

  /** Forgets what lies at {@link #unnamed()}. */
  void discard() {
    try {
      Files.deleteIfExists(unnamed());
    } catch (IOException e) {
      throw new FuseboxException("cannot delete %s: %s".formatted(unnamed(), IoReason.of(e)), e);
    }
  }

  /** Adds a version whose weights lie at {@link #unnamed()}. */
  void add(Version version) {
    try {
      Files.createDirectories(weights(version).getParent());
      Files.move(unnamed(), weights(version), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FuseboxException(
          "the version %s cannot be kept: %s".formatted(weights(version), IoReason.of(e)), e);
    }
    AtomicFile.write(folder.resolve(version.id()).resolve(ABOUT), bytes(version));
  }

  /** What a version was measured to be, the last time on each data. */
  List<Score> scores(Version version) {
    Path file = scoresFile(version);
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<List<Score>>() {})
          : List.of();
    } catch (IOException e) {
      return List.of(); // Damaged: whoever measures again replaces it.
    }
  }

  /** Notes what a version was measured to be, in place of what it was on the same data. */
  void note(Version version, Score score) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores(version).forEach(s -> scores.put(s.dataHash(), s));
    scores.put(score.dataHash(), score);
    AtomicFile.write(scoresFile(version), bytes(new ArrayList<>(scores.values())));
  }

  private Path scoresFile(Version version) {
    return folder.resolve(version.id()).resolve("scores.json");
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
