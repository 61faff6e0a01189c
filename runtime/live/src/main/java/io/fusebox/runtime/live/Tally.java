package io.fusebox.runtime.live;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How requests went since a second strategy answers beside a pipeline's own. Thread-safe. */
public final class Tally {
  /** What became of one request. */
  public enum Outcome {
    /** The pipeline's own strategy answered its share. */
    OWN,
    /** The challenger answered its share. */
    CHALLENGER,
    /** The challenger answered the same in the shadow. */
    SAME,
    /** The challenger answered something else in the shadow. */
    DIFFERENT,
    /** The challenger gave no answer; the own strategy's was given. */
    FAILED,
    /** The shadow was still busy with requests before. */
    SKIPPED
  }

  private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();

  private final Consumer<Outcome> listener;

  /**
   * Nothing was seen yet.
   *
   * @param listener hears every outcome too
   */
  Tally(Consumer<Outcome> listener) {
    this.listener = listener;
  }

  void count(Outcome outcome) {
    listener.accept(outcome);
    counts.computeIfAbsent(outcome, o -> new LongAdder()).increment();
  }

  /** How often each outcome was seen; those that never were are left out. */
  public Map<Outcome, Long> counts() {
    Map<Outcome, Long> seen = new EnumMap<>(Outcome.class);
    counts.forEach((outcome, count) -> seen.put(outcome, count.sum()));
    return seen;
  }

  public long of(Outcome outcome) {
    return counts().getOrDefault(outcome, 0L);
  }

  @Override
  public String toString() {
    return counts().entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
