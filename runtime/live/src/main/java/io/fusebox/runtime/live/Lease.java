package io.fusebox.runtime.live;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a value until it is given back; the value is not closed before. */
public final class Lease<T> implements AutoCloseable {
  private final RefCounted<T> held;
  private final AtomicBoolean returned = new AtomicBoolean();

  Lease(RefCounted<T> held) {
    this.held = held;
  }

  /** Another lease of the same value; this one must not be given back yet. */
  Lease<T> again() {
    return held.lease();
  }

  public T value() {
    return held.value();
  }

  /** Gives the value back; a second time does nothing. */
  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      held.giveBack();
    }
  }
}
