package io.fusebox.runtime.experiments;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that is compared with others: a row of the table.
 *
 * @param name the strategy, a chain as {@code linear+promptfuse}, or the baseline
 * @param setting what differs from the pipeline's file, as {@code prompt-length=5}; else empty
 * @param pipeline what is trained and asked; empty = it guesses without one
 * @param parts what it gets of each example, modalities by their ids and {@code text}; empty = all
 * @param group the pipeline's name where an experiment has several; else empty
 */
public record Arm(
    String name,
    String setting,
    Kind kind,
    Optional<PipelineSpec> pipeline,
    Optional<Set<String>> parts,
    String group) {
  /** With all of each example. */
  public Arm(String name, String setting, Kind kind, Optional<PipelineSpec> pipeline) {
    this(name, setting, kind, pipeline, Optional.empty(), "");
  }

  /** Why it is in the experiment. */
  public enum Kind {
    BASELINE,
    STRATEGY,
    ABLATION
  }

  /** The parts of these examples that it gets. */
  Dataset of(Dataset data) {
    return parts.map(data::restrictedTo).orElse(data);
  }

  /** The same as one of a pipeline's; a guess is of none. */
  Arm in(String pipelineName) {
    return pipeline.isEmpty() ? this : new Arm(name, setting, kind, pipeline, parts, pipelineName);
  }

  /** For tables and plots: unique in an experiment. */
  public String label() {
    String own = setting.isEmpty() ? name : name + ", " + setting;
    return group.isEmpty() ? own : group + ": " + own;
  }
}
