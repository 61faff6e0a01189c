package io.fusebox.runtime.live;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A value with a count of its leases. Once retired it is closed when nobody uses it any more: by
 * the thread that drains it, or, when that takes too long, by the thread that returns the last
 * lease. Memory that is in use is never freed; a use that never ends leaks it.
 */
final class RefCounted<T> {
  private final T value;
  private final Consumer<T> closer;
  private int leases;
  private boolean retired;
  private boolean closed;

  RefCounted(T value, Consumer<T> closer) {
    this.value = value;
    this.closer = closer;
  }

  T value() {
    return value;
  }

  synchronized int leases() {
    return leases;
  }

  synchronized Lease<T> lease() {
    leases++;
    return new Lease<>(this);
  }

  void giveBack() {
    synchronized (this) {
      leases--;
      notifyAll();
    }
    closeIfUnused();
  }

  /**
   * Waits until nobody uses the value, and closes it. Nobody may lease it any more.
   *
   * @return false when it is still in use; then the last lease closes it
   */
  boolean drain(Duration timeout) {
    boolean unused = awaitUnused(System.nanoTime() + timeout.toNanos());
    closeIfUnused();
    return unused;
  }

  private synchronized boolean awaitUnused(long end) {
    retired = true;
    while (leases > 0) {
      if (!MonitorWait.until(end, this)) {
        return leases == 0;
      }
    }
    return true;
  }

  private void closeIfUnused() {
    synchronized (this) {
      if (!retired || leases > 0 || closed) {
        return;
      }
      closed = true;
    }
    closer.accept(value);
  }
}
