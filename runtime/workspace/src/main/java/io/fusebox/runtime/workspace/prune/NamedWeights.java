package io.fusebox.runtime.workspace.prune;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.host.Locations;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.WeightsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of weights that pipelines name themselves, which may be those of versions. */
final class NamedWeights {
  private NamedWeights() {}

  /** Those of every pipeline that is known here, and of the files that versions came from. */
  static List<Path> of(FuseboxHome home, Workspace workspace, TrainedVersions trained) {
    Locations locations = new Locations(home, workspace);
    return Stream.concat(
            locations.pipelineNames().stream().map(locations::pipeline),
            trained.all().stream()
                .map(WeightsVersion::pipelineFile)
                .filter(file -> !file.isEmpty())
                .map(Path::of))
        .distinct()
        .filter(Files::isRegularFile)
        .flatMap(file -> weights(file, home).stream())
        .map(file -> file.toAbsolutePath().normalize())
        .toList();
  }

  /** A pipeline that cannot be read answers nothing. */
  private static Optional<Path> weights(Path file, FuseboxHome home) {
    try {
      return PipelineFile.read(file, home.models()).weights();
    } catch (FuseboxException e) {
      return Optional.empty();
    }
  }
}
