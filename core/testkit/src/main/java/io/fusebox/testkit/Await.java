package io.fusebox.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for an effect of another thread or process. */
public final class Await {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /**
   * Looks again and again until it is so.
   *
   * @param expected in words, for the failure
   * @return what was seen at last
   * @throws AssertionError with what was seen at last, after two minutes
   */
  public static <T> T until(String expected, Supplier<T> look, Predicate<? super T> isSo) {
    return until(DEADLINE, expected, look, isSo);
  }

  /** As above, with another deadline. */
  public static <T> T until(
      Duration deadline, String expected, Supplier<T> look, Predicate<? super T> isSo) {
    long start = System.nanoTime();
    while (true) {
      T seen = look.get();
      if (isSo.test(seen)) {
        return seen;
      }
      if (System.nanoTime() - start > deadline.toNanos()) {
        throw new AssertionError(
            "within %d s: expected %s, last seen: %s"
                .formatted(deadline.toSeconds(), expected, seen));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
