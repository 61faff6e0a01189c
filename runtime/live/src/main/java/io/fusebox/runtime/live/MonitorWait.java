package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;

/** Waiting with an end. */
final class MonitorWait {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private MonitorWait() {}

  /**
   * Waits for a notification; the caller holds the monitor and looks again in a loop.
   *
   * @param end by {@link System#nanoTime()}
   * @return false when it is over
   * @throws FuseboxException when the thread was interrupted: its work is no longer wanted
   */
  static boolean until(long end, Object monitor) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      monitor.wait(left / NANOS_PER_MILLI, (int) (left % NANOS_PER_MILLI));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FuseboxException("the request was cut off while it waited", e);
    }
  }
}
