package io.fusebox.runtime.live;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How requests went since a second strategy answers alongside a pipeline's own. Thread-safe. */
public final class TrafficCounts {
  /** The outcome of one request. */
  public enum RequestOutcome {
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

  private final Map<RequestOutcome, LongAdder> counts = new ConcurrentHashMap<>();

  private final Consumer<RequestOutcome> listener;

  /**
   * Nothing was seen yet.
   *
   * @param listener hears every outcome too
   */
  TrafficCounts(Consumer<RequestOutcome> listener) {
    this.listener = listener;
  }

  void count(RequestOutcome outcome) {
    listener.accept(outcome);
    counts.computeIfAbsent(outcome, o -> new LongAdder()).increment();
  }

  /** How often each outcome was seen; those that never were are left out. */
  public Map<RequestOutcome, Long> counts() {
    Map<RequestOutcome, Long> seen = new EnumMap<>(RequestOutcome.class);
    counts.forEach((outcome, count) -> seen.put(outcome, count.sum()));
    return seen;
  }

  public long of(RequestOutcome outcome) {
    return counts().getOrDefault(outcome, 0L);
  }

  @Override
  public String toString() {
    return counts().entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
