package io.fusebox.runtime.live;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one event of a live system be handled at a time, in the order in which they came. */
final class EventLock {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Runnable after;

  /**
   * @param after runs after each event, however it ended
   */
  EventLock(Runnable after) {
    this.after = after;
  }

  void run(Runnable event) {
    get(
        () -> {
          event.run();
          return event;
        });
  }

  <T> T get(Supplier<T> event) {
    lock.lock();
    try {
      return event.get();
    } finally {
      after.run();
      lock.unlock();
    }
  }
}
