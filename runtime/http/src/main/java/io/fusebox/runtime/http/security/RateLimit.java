package io.fusebox.runtime.http.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * So many requests a second of each name, and twice as many in a row after a pause (a token
 * bucket). Thread-safe.
 */
public final class RateLimit {
  private static final double NANOS = 1e9;
  private static final double BURST_SECONDS = 2;

  private final LongSupplier clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /** The remaining requests of a name, and whether the last one was granted. */
  private record Bucket(double left, long at, boolean granted) {}

  /**
   * @param clock nanoseconds
   */
  public RateLimit(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Takes one request.
   *
   * @param rate requests a second; 0 = no limit
   * @return whether there was one left
   */
  public boolean take(String name, double rate) {
    if (rate == 0) {
      return true;
    }
    double most = Math.max(1, rate * BURST_SECONDS);
    long now = clock.getAsLong();
    return buckets.compute(
            name,
            (n, before) -> {
              double left =
                  before == null
                      ? most
                      : Math.min(most, before.left + (now - before.at) / NANOS * rate);
              return new Bucket(left < 1 ? left : left - 1, now, left >= 1);
            })
        .granted;
  }
}
