package io.fusebox.runtime.http;

import java.util.concurrent.Semaphore;

/** The memory that all bodies which are being handled may have together. Thread-safe. */
final class MemoryBudget {
  private static final int BLOCK = 1 << 10;

  private final Semaphore blocks;

  MemoryBudget(int bytes) {
    this.blocks = new Semaphore(bytes / BLOCK);
  }

  /** Memory that is given back when its request ends. */
  final class Share implements AutoCloseable {
    private int taken;

    /**
     * Takes more.
     *
     * @throws Problem 429 when there is none
     */
    void take(int bytes) {
      int more = bytes / BLOCK + 1;
      if (!blocks.tryAcquire(more)) {
        throw Problem.tooMany("too many large requests at once; try again");
      }
      taken += more;
    }

    @Override
    public void close() {
      blocks.release(taken);
      taken = 0;
    }
  }
}
