package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  /** A value that shows whether it was closed while it was in use. */
  private static final class Part {
    private final AtomicBoolean closed = new AtomicBoolean();

    void close() {
      assertTrue(closed.compareAndSet(false, true), "closed twice");
    }

    boolean isClosed() {
      return closed.get();
    }
  }

  private final SwappableValue<Part> slot = new SwappableValue<>(Part::close);

  private Lease<Part> lease() {
    return slot.acquire(SHORT).orElseThrow();
  }

  @Test
  void anEmptySlotIsWaitedForButNotForEver() {
    assertEquals(Optional.empty(), slot.acquire(SHORT));
  }

  @Test
  void aRequestThatWaitsGetsWhatIsPublished() throws Exception {
    CompletableFuture<Part> waiting =
        CompletableFuture.supplyAsync(() -> slot.acquire(LONG).orElseThrow().value());
    Part part = new Part();
    slot.publish(part);
    assertEquals(part, waiting.get());
  }

  @Test
  void aPartIsClosedWhenItsLastLeaseIsGivenBackAndNotBefore() throws Exception {
    Part part = new Part();
    slot.publish(part);
    Lease<Part> first = lease();
    Lease<Part> second = lease();
    RefCounted<Part> before = slot.publish(new Part()).before().orElseThrow();
    CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> before.drain(LONG));
    first.close();
    first.close();
    assertFalse(part.isClosed(), "one lease was counted twice");
    second.close();
    assertTrue(drained.get());
    assertTrue(part.isClosed());
  }

  @Test
  void aDrainThatTakesTooLongLeavesThePartOpenUntilItsUseEnds() {
    Part part = new Part();
    slot.publish(part);
    Lease<Part> hanging = lease();
    RefCounted<Part> before = slot.clear().orElseThrow();
    assertFalse(before.drain(SHORT));
    assertFalse(part.isClosed());
    hanging.close();
    assertTrue(part.isClosed());
  }

  @Test
  void aSwapLeavesNoGapAndAClearDoes() {
    slot.publish(new Part());
    assertEquals(Duration.ZERO, slot.publish(new Part()).gap());
    slot.clear();
    long cleared = System.nanoTime();
    Duration least = Await.until("time goes by", () -> since(cleared), d -> d.toMillis() > 0);
    assertTrue(slot.publish(new Part()).gap().compareTo(least) >= 0);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Test
  void anInterruptedWaitEnds() {
    Thread.currentThread().interrupt();
    assertThrows(FuseboxException.class, () -> slot.acquire(LONG));
    assertTrue(Thread.interrupted());
  }

  @Test
  void noPartIsEverUsedAfterItWasClosed() throws Exception {
    slot.publish(new Part());
    AtomicInteger uses = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<Void>> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(CompletableFuture.runAsync(() -> use(uses, over)));
    }
    List<Part> retired = new ArrayList<>();
    for (int swap = 0; swap < 2_000; swap++) {
      RefCounted<Part> before =
          swap % 2 == 0 ? slot.publish(new Part()).before().orElseThrow() : cleared();
      assertTrue(before.drain(LONG));
      retired.add(before.value());
    }
    over.set(true);
    for (CompletableFuture<Void> user : users) {
      user.get();
    }
    assertTrue(uses.get() > 0);
    assertTrue(retired.stream().allMatch(Part::isClosed));
  }

  private RefCounted<Part> cleared() {
    RefCounted<Part> before = slot.clear().orElseThrow();
    slot.publish(new Part());
    return before;
  }

  private void use(AtomicInteger uses, AtomicBoolean over) {
    while (!over.get()) {
      try (Lease<Part> lease = slot.acquire(LONG).orElseThrow()) {
        assertFalse(lease.value().isClosed());
        Thread.onSpinWait();
        assertFalse(lease.value().isClosed());
        uses.incrementAndGet();
      }
    }
  }
}
