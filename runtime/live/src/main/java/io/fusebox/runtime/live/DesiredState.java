package io.fusebox.runtime.live;

import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The desired state of a pipeline.
 *
 * @param source its file
 * @param file as its file says
 * @param choice what it was swapped to since then
 * @param challenge what should answer next to it
 * @param weights the stamps of its strategies' trained weights when they were last looked at
 */
record DesiredState(
    Path source,
    PipelineSpec file,
    Optional<StrategyChoice> choice,
    Optional<TrafficSplit> challenge,
    List<FileStamp> weights) {

  /** A pipeline that is as its file says. */
  static DesiredState of(Path source, PipelineSpec file) {
    return new DesiredState(source, file, Optional.empty(), Optional.empty(), List.of());
  }

  /** The file, with the strategy that was chosen. */
  PipelineSpec spec() {
    return choice.map(c -> with(c.strategy())).orElse(file);
  }

  /** The file with another strategy; with its own it is as it was, weights and all. */
  private PipelineSpec with(String strategy) {
    return strategy.equals(file.strategy()) ? file : file.withStrategy(strategy);
  }

  boolean untrained() {
    return choice.filter(StrategyChoice::untrained).isPresent();
  }

  /** The desired state of the challenger, on its own. */
  Optional<DesiredState> challenger() {
    return challenge.map(
        c -> new DesiredState(source, file, Optional.of(c.choice()), Optional.empty(), weights));
  }

  /** The desired states: the pipeline's own, and the challenger's. */
  Stream<PipelineSpec> specs() {
    return Stream.concat(Stream.of(this), challenger().stream()).map(DesiredState::spec);
  }

  /** With another strategy; a challenger that has become the pipeline's own is none any more. */
  DesiredState choosing(StrategyChoice other) {
    return new DesiredState(
        source,
        file,
        Optional.of(other),
        challenge.filter(c -> !c.choice().strategy().equals(other.strategy())),
        weights);
  }

  DesiredState challengedBy(Optional<TrafficSplit> other) {
    return new DesiredState(source, file, choice, other, weights);
  }

  DesiredState seen(List<FileStamp> stamps) {
    return new DesiredState(source, file, choice, challenge, stamps);
  }
}
