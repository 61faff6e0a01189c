package io.fusebox.runtime.live;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place for one value that requests use while swaps replace it. A request takes a {@link Lease};
 * anyone who takes a value out of its slot waits for the leases before the value is closed. So no
 * request ever sees native memory that is gone.
 *
 * <p>Thread-safe. Knows nothing of plug-ins or pipelines.
 */
final class SwappableValue<T> {
  private final Consumer<T> closer;
  private @Nullable RefCounted<T> held;
  private long emptySince = System.nanoTime();

  /**
   * An empty slot.
   *
   * @param closer frees a value that nobody uses any more
   */
  SwappableValue(Consumer<T> closer) {
    this.closer = closer;
  }

  /**
   * A lease of the value; waits while the slot is empty.
   *
   * @param timeout how long at most
   * @return empty when the slot stayed empty
   */
  synchronized Optional<Lease<T>> acquire(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (held == null) {
      if (!MonitorWait.until(end, this)) {
        return Optional.empty();
      }
    }
    return Optional.of(held.lease());
  }

  /** The value for a look at it; it may be closed at any time. */
  synchronized Optional<T> peek() {
    return Optional.ofNullable(held).map(RefCounted::value);
  }

  /** How many leases of the present value are out. */
  synchronized int leases() {
    return held == null ? 0 : held.leases();
  }

  /**
   * Puts a value in; a waiting thread gets it.
   *
   * @return what was there before, to be drained, and how long nothing was there
   */
  synchronized Replaced<T> publish(T value) {
    Optional<RefCounted<T>> before = Optional.ofNullable(held);
    Duration gap = held == null ? Duration.ofNanos(System.nanoTime() - emptySince) : Duration.ZERO;
    held = new RefCounted<>(value, closer);
    notifyAll();
    return new Replaced<>(before, gap);
  }

  /** Takes the value out; from now on {@link #acquire} waits. The caller drains what it gets. */
  synchronized Optional<RefCounted<T>> clear() {
    Optional<RefCounted<T>> before = Optional.ofNullable(held);
    if (held != null) {
      held = null;
      emptySince = System.nanoTime();
    }
    return before;
  }

  /** The value that {@link #publish} replaced. */
  record Replaced<T>(Optional<RefCounted<T>> before, Duration gap) {}
}
