package io.fusebox.live;

import io.fusebox.engine.PipelineSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a pipeline should be.
 *
 * @param source its file
 * @param file as its file says
 * @param choice what it was swapped to since then
 * @param weights the stamp of its trained weights when they were last looked at
 */
record Wish(Path source, PipelineSpec file, Optional<Choice> choice, Stamp weights) {

  /** The file, with the strategy that was chosen. */
  PipelineSpec spec() {
    return choice.map(c -> with(c.strategy())).orElse(file);
  }

  /** The file with another strategy; with its own it is as it was, weights and all. */
  private PipelineSpec with(String strategy) {
    return strategy.equals(file.strategy()) ? file : file.withStrategy(strategy);
  }

  boolean untrained() {
    return choice.filter(Choice::untrained).isPresent();
  }

  Wish choosing(Choice other) {
    return new Wish(source, file, Optional.of(other), weights);
  }

  Wish seen(Stamp stamp) {
    return new Wish(source, file, choice, stamp);
  }
}
