package io.fusebox.runtime.training.versions;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The result of a training.
 *
 * @param version what was trained
 * @param answering the version that the pipeline answers with now; empty when its file of weights
 *     is another pipeline's
 * @param live the file of weights that the pipeline answers with
 */
public record SavedVersion(WeightsVersion version, Optional<WeightsVersion> answering, Path live) {
  /** Whether the pipeline answers with what was trained. */
  public boolean isActive() {
    return answering.filter(a -> a.id().equals(version.id())).isPresent();
  }
}
