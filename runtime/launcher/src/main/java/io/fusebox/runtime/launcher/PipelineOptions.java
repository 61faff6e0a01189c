package io.fusebox.runtime.launcher;

import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.Fusebox;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline, and with which strategy. */
final class PipelineOptions {
  @Parameters(
      paramLabel = "PIPELINE",
      arity = "0..1",
      defaultValue = "shapes",
      description = "The pipeline's .yaml file, or the name of one (default: ${DEFAULT-VALUE}).")
  private String pipeline;

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      description = "Another strategy than its own; a chain as linear+promptfuse.")
  private String strategy;

  /** The pipeline as it was named. */
  String name() {
    return pipeline;
  }

  /** The options that name the same pipeline and strategy to another command. */
  String again() {
    return strategy == null ? pipeline : pipeline + " --strategy " + strategy;
  }

  PipelineSpec spec(Fusebox box) {
    PipelineSpec spec = box.spec(pipeline);
    return strategy == null ? spec : spec.withStrategy(strategy);
  }
}
