package io.fusebox.runtime.isolated.installed;

import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.isolated.ShippedPipeline;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A shipped pipeline as files again: a workspace with the user's plug-ins, and the trained weights.
 */
record UnpackedPipeline(ShippedPipeline shipped, Path workspace) {

  static UnpackedPipeline in(Path folder, ShippedPipeline shipped) {
    UnpackedPipeline unpacked = new UnpackedPipeline(shipped, folder);
    AtomicFile.write(unpacked.yaml(), shipped.yaml());
    unpacked.write(new Workspace(folder).plugins(), shipped.plugins());
    unpacked.write(unpacked.weights(), shipped.weights());
    return unpacked;
  }

  private void write(Path folder, Map<String, byte[]> files) {
    files.forEach((name, bytes) -> AtomicFile.write(FileNames.in(folder, name), bytes));
  }

  private Path yaml() {
    return FileNames.in(new Workspace(workspace).pipelines(), shipped.name() + ".yaml");
  }

  private Path weights() {
    return workspace.resolve("weights");
  }

  /**
   * The pipeline's description.
   *
   * @param models what paths in it are relative to here
   */
  PipelineSpec spec(FuseboxHome home, Path models) {
    PipelineSpec spec = PipelineFile.read(yaml(), home.models(), models);
    return shipped.strategy().isEmpty() ? spec : spec.withStrategy(shipped.strategy());
  }

  /** The trained weights that fit a pipeline; an untrained control has none. */
  WeightValues weights(Pipeline pipeline) {
    if (pipeline.weights().isEmpty()) {
      return new WeightValues(Map.of());
    }
    List<Path> files = shipped.weights().keySet().stream().map(weights()::resolve).toList();
    return files.stream()
        .filter(file -> WeightFile.fits(file, pipeline))
        .findFirst()
        .or(() -> files.stream().findFirst()) // it says why it does not fit
        .map(file -> WeightFile.load(file, pipeline))
        .orElseGet(() -> WeightFile.load(weights().resolve("weights.safetensors"), pipeline));
  }
}
