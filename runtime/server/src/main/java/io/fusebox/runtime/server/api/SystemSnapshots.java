package io.fusebox.runtime.server.api;

import io.fusebox.runtime.server.system.RunningSystem;
import java.util.concurrent.TimeUnit;

/** How the system is now, looked at once for all who ask at about the same time. Thread-safe. */
final class SystemSnapshots {
  private final RunningSystem system;
  private final long nanos;
  private SystemSnapshot last = SystemSnapshot.NOTHING;
  private long until = System.nanoTime();

  /**
   * @param millis how long a look is good for
   */
  SystemSnapshots(RunningSystem system, long millis) {
    this.system = system;
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis) / 2;
  }

  synchronized SystemSnapshot now() {
    if (System.nanoTime() - until >= 0) {
      last = SystemSnapshot.of(system);
      until = System.nanoTime() + nanos;
    }
    return last;
  }
}
