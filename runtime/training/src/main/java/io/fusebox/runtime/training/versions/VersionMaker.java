package io.fusebox.runtime.training.versions;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Says of a file of weights what version it is. */
record VersionMaker(String pipeline, String strategy) {
  private static final int SHORT = 8;
  private static final String PLAN = "run.plan.";

  /** Weights that somebody put there, or that were trained before versions were kept. */
  WeightsVersion found(Path weights) {
    Map<String, String> metadata = SafetensorsFile.open(weights).metadata();
    String digest = WeightBytes.digest(weights);
    Instant written = written(weights);
    return new WeightsVersion(
        id(written, digest),
        written.toString(),
        pipeline,
        strategy,
        "",
        plan(metadata),
        metadata.getOrDefault("run.data.name", ""),
        "",
        metadata.getOrDefault("run.data.hash", ""),
        0,
        0,
        null,
        0,
        digest);
  }

  /** Weights that a run has just trained. */
  WeightsVersion trained(
      Path weights, TrainingRun training, Trainer.Result result, TrainingOrigin origin) {
    WeightsVersion found = found(weights);
    return new WeightsVersion(
        found.id(),
        found.created(),
        found.pipeline(),
        found.strategy(),
        origin.pipelineFile().toString(),
        found.plan(),
        found.dataName(),
        origin.data().toString(),
        found.dataHash(),
        training.data().size(),
        result.steps(),
        Double.isFinite(result.loss()) ? result.loss() : null,
        result.weights().size(),
        found.digest());
  }

  /** Weights of 0.1 have it in one piece. */
  private static String plan(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .filter(e -> e.getKey().startsWith(PLAN))
        .map(e -> e.getKey().substring(PLAN.length()) + " " + e.getValue())
        .sorted()
        .reduce((a, b) -> a + ", " + b)
        .orElse(metadata.getOrDefault("run.plan", ""));
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** It sorts by time, and is a folder's name on every system. */
  private static String id(Instant written, String digest) {
    return written.toString().replace(':', '-') + "-" + digest.substring(0, SHORT);
  }
}
