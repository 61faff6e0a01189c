package io.fusebox.runtime.launcher;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast work goes, and when it will be over. What was done before it was first heard of (by an
 * earlier, interrupted start) does not count.
 *
 * @param first how many steps were done at {@code since}
 * @param since in nanoseconds of {@link System#nanoTime}
 */
record ProgressRate(long first, long total, long since) {

  /** In words: {@code 5.2/s, 12 min left}; empty as long as nothing can be said. */
  String at(long done, long now) {
    if (done <= first || now <= since) {
      return "";
    }
    double seconds = (now - since) / 1e9;
    double rate = (done - first) / seconds;
    return String.format(
        Locale.ROOT, "%.1f/s, %s left", rate, words((long) Math.ceil((total - done) / rate)));
  }

  private static String words(long seconds) {
    Duration left = Duration.ofSeconds(seconds);
    if (left.toHours() > 0) {
      return "%d h %d min".formatted(left.toHours(), left.toMinutesPart());
    }
    return left.toMinutes() > 0 ? left.toMinutes() + " min" : seconds + " s";
  }
}
