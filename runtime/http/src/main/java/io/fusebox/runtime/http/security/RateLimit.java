package io.fusebox.runtime.http.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many requests a second of each name, and twice as many in a row after a pause (a token
 * bucket). A name that has paused long enough is forgotten: there are as many as there are
 * addresses. Thread-safe.
 */
public final class RateLimit {
  private static final double NANOS = 1e9;
  private static final double BURST_SECONDS = 2;
  private static final long TIDY_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final AtomicLong tidied;

  /**
   * @param clock nanoseconds
   */
  public RateLimit(LongSupplier clock) {
    this.clock = clock;
    this.tidied = new AtomicLong(clock.getAsLong());
  }

  /** The remaining requests of a name, and whether the last one was granted. */
  private record Bucket(double rate, double left, long at, boolean granted) {
    static Bucket full(double rate, long now) {
      return new Bucket(rate, most(rate), now, true);
    }

    private static double most(double rate) {
      return Math.max(1, rate * BURST_SECONDS);
    }

    Bucket taken(double rate, long now) {
      double left = Math.min(most(rate), left(rate, now));
      return new Bucket(rate, left < 1 ? left : left - 1, now, left >= 1);
    }

    private double left(double rate, long now) {
      return left + (now - at) / NANOS * rate;
    }

    boolean isFull(long now) {
      return left(rate, now) >= most(rate);
    }

    Duration untilNext() {
      return granted
          ? Duration.ZERO
          : Duration.ofNanos((long) Math.ceil((1 - left) / rate * NANOS));
    }
  }

  /**
   * Takes one request.
   *
   * @param rate requests a second; 0 = no limit
   * @return zero when there was one left; else how long until there is
   */
  public Duration take(String name, double rate) {
    if (rate == 0) {
      return Duration.ZERO;
    }
    long now = clock.getAsLong();
    tidy(now);
    return buckets
        .compute(
            name,
            (n, before) -> (before == null ? Bucket.full(rate, now) : before).taken(rate, now))
        .untilNext();
  }

  /** A full one is as good as none. */
  private void tidy(long now) {
    long before = tidied.get();
    if (now - before >= TIDY_NANOS && tidied.compareAndSet(before, now)) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
  }

  /** How many names it knows. */
  int known() {
    return buckets.size();
  }
}
