package io.fusebox.runtime.training.versions;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The versions that are kept, found again by their weights; the same weights are kept once. */
record VersionStore(VersionFolder versions, VersionMaker maker) {
  String pipeline() {
    return maker.pipeline();
  }

  String strategy() {
    return maker.strategy();
  }

  Path folder() {
    return versions.folder();
  }

  List<WeightsVersion> all() {
    return versions.all();
  }

  Path weights(WeightsVersion version) {
    return versions.weights(version);
  }

  /** The version that a file of weights holds, kept or not. */
  WeightsVersion version(Path weights) {
    return kept(weights).orElseGet(() -> maker.found(weights));
  }

  /** Of several that hold the same numbers, the one of the same bytes. */
  private Optional<WeightsVersion> kept(Path weights) {
    String digest = WeightBytes.digest(weights);
    List<WeightsVersion> same = all().stream().filter(v -> v.digest().equals(digest)).toList();
    return same.stream()
        .filter(v -> WeightBytes.equal(weights(v), weights))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  /** Keeps what a run has trained. */
  WeightsVersion keep(
      Pipeline pipeline, TrainingRun training, Trainer.Result result, TrainingOrigin origin) {
    training.save(versions.unnamed(), result.weights());
    WeightsVersion made = maker.trained(versions.unnamed(), training, result, origin);
    Optional<WeightsVersion> same = same(made, pipeline);
    same.ifPresent(v -> versions.discard());
    return same.orElseGet(() -> add(made));
  }

  /** The same numbers for the same parts: what else is noted of them is another's word for it. */
  private Optional<WeightsVersion> same(WeightsVersion made, Pipeline pipeline) {
    return all().stream()
        .filter(v -> v.digest().equals(made.digest()) && WeightFile.fits(weights(v), pipeline))
        .findFirst();
  }

  /** Keeps what a file of weights holds, if that is not kept already. */
  WeightsVersion adopt(Path weights) {
    return kept(weights)
        .orElseGet(
            () -> {
              WeightsVersion found = maker.found(weights);
              WeightBytes.copy(weights, versions.unnamed());
              return add(found);
            });
  }

  private WeightsVersion add(WeightsVersion version) {
    versions.add(version);
    return version;
  }

  /**
   * The version that somebody calls {@code name}: its id, the beginning of it, or its last part.
   *
   * @throws FuseboxException when none is called so, or several are
   */
  WeightsVersion called(String name) {
    List<WeightsVersion> found = all().stream().filter(v -> v.matches(name)).toList();
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
                all().stream().map(WeightsVersion::id).toList()));
  }
}
