package io.fusebox.runtime.live;

import io.fusebox.api.plugin.PluginFactory;
import java.util.Collection;
import java.util.Optional;

/**
 * The instances that a pipeline answers with at one time: its own, and perhaps a challenger's next
 * to it. One lease holds both.
 *
 * @param desired what it was made of
 * @param own with the pipeline's own strategy
 * @param challenger with the one next to it
 * @param lack why the challenger is not there although it should be
 */
record ActiveInstances(
    DesiredState desired,
    PipelineInstance own,
    Optional<PipelineInstance> challenger,
    Optional<RuntimeException> lack)
    implements AutoCloseable {

  static ActiveInstances alone(DesiredState desired, PipelineInstance own) {
    return new ActiveInstances(desired, own, Optional.empty(), Optional.empty());
  }

  static ActiveInstances beside(
      DesiredState desired, PipelineInstance own, PipelineInstance challenger) {
    return new ActiveInstances(desired, own, Optional.of(challenger), Optional.empty());
  }

  static ActiveInstances lacking(DesiredState desired, PipelineInstance own, RuntimeException why) {
    return new ActiveInstances(desired, own, Optional.empty(), Optional.of(why));
  }

  /** The one with a strategy; its own when none has it. */
  PipelineInstance with(String strategy) {
    return challenger.filter(c -> c.spec().strategy().equals(strategy)).orElse(own);
  }

  /** Whether one of its editions was built from one of these. */
  boolean uses(Collection<PluginFactory<?>> factories) {
    return own.usesAny(factories) || challenger.filter(c -> c.usesAny(factories)).isPresent();
  }

  /** Whether it is all that was wished for, now. */
  boolean is(DesiredState now) {
    return own.spec().equals(now.spec())
        && challenger.map(PipelineInstance::spec).equals(now.challenger().map(DesiredState::spec));
  }

  /** Itself; refused, and closed, when the challenger is not there although it should be. */
  ActiveInstances whole() {
    if (lack.isPresent()) {
      close();
      throw lack.get();
    }
    return this;
  }

  /** The challenger's failure, in words. */
  String note() {
    return lack.map(
            why -> "without %s: %s".formatted(desired.challenge().orElseThrow(), why.getMessage()))
        .orElse("");
  }

  /** The second strategy as the command line names it, when it answers. */
  String traffic() {
    return challenger.map(c -> desired.challenge().orElseThrow().toString()).orElse("");
  }

  @Override
  public void close() {
    own.close();
    challenger.ifPresent(PipelineInstance::close);
  }
}
