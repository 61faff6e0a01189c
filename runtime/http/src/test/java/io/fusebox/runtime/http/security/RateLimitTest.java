package io.fusebox.runtime.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final RateLimit limit = new RateLimit(now::get);

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private boolean isGranted(String name, double rate) {
    return limit.take(name, rate).isZero();
  }

  @Test
  void soManyASecondAfterTwoSecondsInARow() {
    for (int i = 0; i < 4; i++) {
      assertTrue(isGranted("a", 2));
    }
    assertFalse(isGranted("a", 2));
    assertTrue(isGranted("b", 2));
    pass(499);
    assertFalse(isGranted("a", 2));
    pass(2);
    assertTrue(isGranted("a", 2));
    assertFalse(isGranted("a", 2));
  }

  @Test
  void aLongPauseSavesUpNoMoreThanTwoSeconds() {
    assertTrue(isGranted("a", 1));
    pass(1_000_000);
    assertTrue(isGranted("a", 1));
    assertTrue(isGranted("a", 1));
    assertFalse(isGranted("a", 1));
  }

  @Test
  void zeroIsNoLimitAndASlowRateLetsOneThrough() {
    for (int i = 0; i < 100; i++) {
      assertTrue(isGranted("owner", 0));
    }
    assertTrue(isGranted("slow", 0.001));
    assertFalse(isGranted("slow", 0.001));
  }

  @Test
  void whoeverIsRefusedIsToldWhenTheNextOneIsGranted() {
    assertTrue(isGranted("slow", 0.1));
    assertEquals(Duration.ofSeconds(10), limit.take("slow", 0.1));
    pass(4_000);
    assertEquals(Duration.ofSeconds(6), limit.take("slow", 0.1));
    pass(6_001);
    assertTrue(isGranted("slow", 0.1));
  }

  @Test
  void namesThatHavePausedAreForgotten() {
    for (int i = 0; i < 1_000; i++) {
      isGranted("address " + i, 10);
    }
    pass(1_500);
    assertTrue(isGranted("slow", 0.001));
    assertEquals(1, limit.known());
    pass(10_000);
    assertFalse(isGranted("slow", 0.001)); // not forgotten: it would be granted
    assertEquals(1, limit.known());
  }
}
