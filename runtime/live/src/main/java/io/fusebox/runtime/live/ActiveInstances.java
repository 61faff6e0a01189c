package io.fusebox.runtime.live;

import io.fusebox.api.plugin.PluginFactory;
import java.util.Collection;
import java.util.Optional;

/**
 * What a pipeline answers with at one time: its own edition, and perhaps a challenger's beside it.
 * One lease holds both.
 *
 * @param wish what it was made of
 * @param own with the pipeline's own strategy
 * @param challenger with the one beside it
 * @param lack why the challenger is not there although it should be
 */
record ActiveInstances(
    DesiredState wish,
    PipelineInstance own,
    Optional<PipelineInstance> challenger,
    Optional<RuntimeException> lack)
    implements AutoCloseable {

  static ActiveInstances alone(DesiredState wish, PipelineInstance own) {
    return new ActiveInstances(wish, own, Optional.empty(), Optional.empty());
  }

  static ActiveInstances beside(
      DesiredState wish, PipelineInstance own, PipelineInstance challenger) {
    return new ActiveInstances(wish, own, Optional.of(challenger), Optional.empty());
  }

  static ActiveInstances lacking(DesiredState wish, PipelineInstance own, RuntimeException why) {
    return new ActiveInstances(wish, own, Optional.empty(), Optional.of(why));
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

  /** What the own edition cannot be blamed for, in words. */
  String note() {
    return lack.map(
            why -> "without %s: %s".formatted(wish.challenge().orElseThrow(), why.getMessage()))
        .orElse("");
  }

  /** The second strategy as the command line names it, when it answers. */
  String besides() {
    return challenger.map(c -> wish.challenge().orElseThrow().toString()).orElse("");
  }

  @Override
  public void close() {
    own.close();
    challenger.ifPresent(PipelineInstance::close);
  }
}
