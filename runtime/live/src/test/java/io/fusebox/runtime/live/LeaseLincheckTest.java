package io.fusebox.runtime.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/**
 * Leases under every order in which the threads of small programs can run, as far as Lincheck's
 * model checker gets: no request uses a value that was closed, what was replaced is closed once,
 * and every request gets what some order of whole operations would give it.
 */
class LeaseLincheckTest {
  @Test
  void requestsAndSwapsAreAsIfOneWentAfterTheOther() {
    LinChecker.check(
        Slot.class,
        new ModelCheckingOptions()
            .threads(3)
            .actorsPerThread(3)
            .iterations(10)
            .invocationsPerIteration(500));
  }

  /** What a swap closes. */
  private static final class Resource {
    private final int version;
    private final AtomicInteger closed = new AtomicInteger();

    Resource(int version) {
      this.version = version;
    }
  }

  /** The operations that Lincheck combines. */
  @Param(name = "version", gen = IntGen.class, conf = "1:3")
  public static class Slot {
    private final List<Resource> replaced = new ArrayList<>();
    private final SwappableValue<Resource> slot =
        new SwappableValue<>(resource -> resource.closed.incrementAndGet());

    /** A request: the version that answered, or 0 when nothing was there. */
    @Operation
    public int ask() {
      Optional<Lease<Resource>> lease = slot.acquire(Duration.ZERO);
      if (lease.isEmpty()) {
        return 0;
      }
      try (Lease<Resource> used = lease.get()) {
        requireOpen(used.value());
        return used.value().version;
      }
    }

    /** A request that is answered twice, as with a second strategy in the shadow. */
    @Operation
    public int askTwice() {
      Optional<Lease<Resource>> lease = slot.acquire(Duration.ZERO);
      if (lease.isEmpty()) {
        return 0;
      }
      Lease<Resource> shadow = lease.get().again();
      lease.get().close();
      lease.get().close(); // does nothing
      try (shadow) {
        requireOpen(shadow.value());
        return shadow.value().version;
      }
    }

    /** A swap. */
    @Operation
    public void publish(@Param(name = "version") int version) {
      slot.publish(new Resource(version)).before().ifPresent(this::drain);
    }

    /** A stop. */
    @Operation
    public void clear() {
      slot.clear().ifPresent(this::drain);
    }

    private void drain(RefCounted<Resource> before) {
      synchronized (replaced) {
        replaced.add(before.value());
      }
      before.drain(Duration.ZERO); // the last lease closes what this does not
    }

    private static void requireOpen(Resource resource) {
      if (resource.closed.get() != 0) {
        throw new IllegalStateException("a request uses what was closed");
      }
    }

    /** When all have ended. */
    @Validate
    public void everythingReplacedIsClosedOnceAndNothingElse() {
      for (Resource resource : replaced) {
        if (resource.closed.get() != 1) {
          throw new IllegalStateException("closed " + resource.closed.get() + " times");
        }
      }
      slot.peek().ifPresent(Slot::requireOpen);
      if (slot.leases() != 0) {
        throw new IllegalStateException(slot.leases() + " leases are still out");
      }
    }
  }
}
