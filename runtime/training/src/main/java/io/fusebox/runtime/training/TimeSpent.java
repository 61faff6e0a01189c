package io.fusebox.runtime.training;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of a job went. Of one thread. */
public final class TimeSpent {
  /** Reading, decoding and encoding inputs. */
  public static final String FEATURES = "features";

  /** Joining what the PLM reads, its pass, and the way back to the trained weights. */
  public static final String PASSES = "forward and backward";

  /** The optimiser. */
  public static final String UPDATES = "updates";

  /** Writing the state of the training. */
  public static final String SAVING = "saving";

  /** Asking the test questions. */
  public static final String ANSWERS = "answers";

  private static final double NANOS = 1e9;

  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Does some work and adds its time to {@code what}. */
  public <T> T on(String what, Supplier<T> work) {
    long before = System.nanoTime();
    try {
      return work.get();
    } finally {
      seconds.merge(what, (System.nanoTime() - before) / NANOS, Double::sum);
    }
  }

  /** The same of work without a result. */
  void on(String what, Runnable work) {
    on(
        what,
        () -> {
          work.run();
          return true;
        });
  }

  /** Adds what another job took. */
  public void add(Map<String, Double> other) {
    other.forEach((what, some) -> seconds.merge(what, some, Double::sum));
  }

  /** Seconds by what they were spent on, in the order in which it began. */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
  }

  /** For people: {@code features 1.2 s, forward and backward 30.5 s}. */
  public static String words(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.1f s", e.getKey(), e.getValue()))
        .collect(joining(", "));
  }
}
