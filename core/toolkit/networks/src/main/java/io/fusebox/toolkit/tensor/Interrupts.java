package io.fusebox.toolkit.tensor;

import io.fusebox.api.FuseboxException;

/** Where long work looks between its steps whether its result is still wanted. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Ends the work of a thread that was interrupted, which it stays.
   *
   * @throws FuseboxException when it was
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new FuseboxException("the work was cut off; nobody waits for its result any more");
    }
  }
}
