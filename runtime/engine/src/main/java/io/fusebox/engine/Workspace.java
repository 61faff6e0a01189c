package io.fusebox.engine;

import java.nio.file.Path;

/** The folder in which work is kept: trained weights, kept features, generated data. */
public record Workspace(Path root) {
  public Workspace {
    root = root.toAbsolutePath().normalize();
  }

  /** Where frozen features are kept; may be deleted at any time. */
  public Path features() {
    return root.resolve("features");
  }

  /** Where generated data sets are kept; may be deleted at any time. */
  public Path data() {
    return root.resolve("data");
  }

  /** Where a live system keeps what is its own; another one must not touch it. */
  public Path run() {
    return root.resolve("run");
  }

  /** Where what was trained is kept, by pipelines' names and strategies. */
  public Path pipelines() {
    return root.resolve("pipelines");
  }

  /** Where a pipeline's training with one strategy is kept. */
  public Path training(PipelineSpec pipeline) {
    return pipelines().resolve(pipeline.name()).resolve(pipeline.strategy());
  }

  /** The trained weights that the first pipeline of this name answers with. */
  public Path weights(PipelineSpec pipeline) {
    return pipeline.weights().orElse(training(pipeline).resolve("weights.safetensors"));
  }
}
