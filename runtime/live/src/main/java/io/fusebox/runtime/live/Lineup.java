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
record Lineup(Wish wish, Edition own, Optional<Edition> challenger, Optional<RuntimeException> lack)
    implements AutoCloseable {

  static Lineup alone(Wish wish, Edition own) {
    return new Lineup(wish, own, Optional.empty(), Optional.empty());
  }

  static Lineup beside(Wish wish, Edition own, Edition challenger) {
    return new Lineup(wish, own, Optional.of(challenger), Optional.empty());
  }

  static Lineup lacking(Wish wish, Edition own, RuntimeException why) {
    return new Lineup(wish, own, Optional.empty(), Optional.of(why));
  }

  /** Whether one of its editions was built from one of these. */
  boolean uses(Collection<PluginFactory<?>> factories) {
    return own.usesAny(factories) || challenger.filter(c -> c.usesAny(factories)).isPresent();
  }

  /** Whether it is all that was wished for, now. */
  boolean is(Wish now) {
    return own.spec().equals(now.spec())
        && challenger.map(Edition::spec).equals(now.challenger().map(Wish::spec));
  }

  /** Itself; refused, and closed, when the challenger is not there although it should be. */
  Lineup whole() {
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
    challenger.ifPresent(Edition::close);
  }
}
