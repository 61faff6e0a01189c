package io.fusebox.experiment;

import io.fusebox.engine.PipelineSpec;
import java.util.Optional;

/**
 * One thing that is compared with others: a row of the table.
 *
 * @param name the strategy, a chain as {@code linear+promptfuse}, or the baseline
 * @param setting what differs from the pipeline's file, as {@code prompt-length=5}; else empty
 * @param pipeline what is trained and asked; empty = it guesses without one
 */
public record Arm(String name, String setting, Kind kind, Optional<PipelineSpec> pipeline) {
  /** Why it is in the experiment. */
  public enum Kind {
    BASELINE,
    STRATEGY,
    ABLATION
  }

  /** For tables and plots: unique in an experiment. */
  public String label() {
    return setting.isEmpty() ? name : name + ", " + setting;
  }
}
