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

  /** Where a pipeline's training with one strategy is kept. */
  public Path training(PipelineSpec pipeline) {
    return root.resolve("pipelines").resolve(pipeline.name()).resolve(pipeline.strategy());
  }

  /** The trained weights that a pipeline answers with. */
  public Path weights(PipelineSpec pipeline) {
    return pipeline.weights().orElse(training(pipeline).resolve("weights.safetensors"));
  }
}
