package io.fusebox.runtime.training.versions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code active.json} alongside a file of weights that is answered with: the id of the version in
 * it and of the one before. It serves to go back; what is answered with is what the weights' file
 * holds, whatever put it there.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ActiveVersionFile(String version, String before) {
  ActiveVersionFile {
    version = Objects.requireNonNullElse(version, "");
    before = Objects.requireNonNullElse(before, "");
  }

  /** The recorded score of this file of weights; none where it is damaged or absent. */
  static Optional<ActiveVersionFile> of(Path weights) {
    return VersionedJsonFile.read(file(weights), ActiveVersionFile.class);
  }

  /** The version before the one that is in the file now. */
  static Optional<String> before(Path weights, String now) {
    return of(weights)
        .map(noted -> noted.version().equals(now) ? noted.before() : noted.version())
        .filter(id -> !id.isEmpty());
  }

  void write(Path weights) {
    VersionedJsonFile.write(file(weights), this);
  }

  private static Path file(Path weights) {
    String name = weights.getFileName().toString();
    return weights.resolveSibling(
        name.replaceFirst("^weights", "active").replaceFirst("safetensors$", "json"));
  }
}
