package io.fusebox.runtime.http.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final RateLimit limit = new RateLimit(now::get);

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void soManyASecondAfterTwoSecondsInARow() {
    for (int i = 0; i < 4; i++) {
      assertTrue(limit.take("a", 2));
    }
    assertFalse(limit.take("a", 2));
    assertTrue(limit.take("b", 2));
    pass(499);
    assertFalse(limit.take("a", 2));
    pass(2);
    assertTrue(limit.take("a", 2));
    assertFalse(limit.take("a", 2));
  }

  @Test
  void aLongPauseSavesUpNoMoreThanTwoSeconds() {
    assertTrue(limit.take("a", 1));
    pass(1_000_000);
    assertTrue(limit.take("a", 1));
    assertTrue(limit.take("a", 1));
    assertFalse(limit.take("a", 1));
  }

  @Test
  void zeroIsNoLimitAndASlowRateLetsOneThrough() {
    for (int i = 0; i < 100; i++) {
      assertTrue(limit.take("owner", 0));
    }
    assertTrue(limit.take("slow", 0.001));
    assertFalse(limit.take("slow", 0.001));
  }
}
