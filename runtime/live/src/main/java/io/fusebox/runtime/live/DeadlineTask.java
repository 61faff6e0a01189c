package io.fusebox.runtime.live;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work on one thread, and another that waits for it, but not indefinitely. */
final class DeadlineTask<T> implements Runnable {
  private final Function<Consumer<String>, T> work;
  private final Consumer<T> late;
  private final Deque<String> pieces = new ArrayDeque<>();
  private @Nullable Thread thread;
  private Supplier<Optional<String>> plugin = Optional::empty;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private boolean done;
  private boolean abandoned;

  /**
   * @param work may say pieces of a text before its end
   * @param late gets the result when nobody waits for it any more
   */
  DeadlineTask(Function<Consumer<String>, T> work, Consumer<T> late) {
    this.work = work;
    this.late = late;
  }

  @Override
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
      plugin = PluginCall.runningHere();
    }
    try {
      finish(work.apply(this::say), null);
    } catch (RuntimeException | Error e) {
      finish(null, e);
    } finally {
      Thread.interrupted(); // The next job on this thread is not meant.
    }
  }

  /** Hands a piece over; whoever waits may be slow to take it, the work is not. */
  private synchronized void say(String piece) {
    if (abandoned) {
      throw new FuseboxException("nobody waits for the answer any more");
    }
    pieces.add(piece);
    notifyAll();
  }

  private void finish(@Nullable T value, @Nullable Throwable thrown) {
    synchronized (this) {
      result = value;
      failure = thrown;
      done = true;
      thread = null;
      notifyAll();
      if (!abandoned) {
        return;
      }
    }
    if (value != null) {
      late.accept(value);
    }
  }

  /**
   * Waits for the result.
   *
   * @param what the work in words
   * @param listener takes the pieces, on this thread; when it throws, nobody waits any more
   * @throws FuseboxException when it is not there in time; the plug-in that hangs is named
   */
  T await(Duration limit, String what, Consumer<String> listener) {
    long end = System.nanoTime() + limit.toNanos();
    for (Optional<String> piece = piece(end, limit, what);
        piece.isPresent();
        piece = piece(end, limit, what)) {
      give(piece.get(), listener);
    }
    return result();
  }

  /** The next piece; empty when the work is done and has said all. Pieces buy it no time. */
  private synchronized Optional<String> piece(long end, Duration limit, String what) {
    while (!done && (pieces.isEmpty() || end - System.nanoTime() <= 0)) {
      if (!waited(end) && !done) {
        throw cutOff(limit, what);
      }
    }
    return Optional.ofNullable(pieces.poll());
  }

  private void give(String piece, Consumer<String> listener) {
    try {
      listener.accept(piece);
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  private synchronized T result() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
    return requireNonNull(result);
  }

  private boolean waited(long end) {
    try {
      return MonitorWait.until(end, this);
    } catch (FuseboxException e) {
      abandon();
      throw e;
    }
  }

  private FuseboxException cutOff(Duration limit, String what) {
    Optional<String> hanging = plugin.get();
    abandon();
    String words = "did not end within %.1f s (%s)".formatted(limit.toMillis() / 1000.0, what);
    return hanging
        .<FuseboxException>map(id -> new PluginException(id, words))
        .orElseGet(() -> new Unavailable("the work " + words + "; try again later"));
  }

  private synchronized void abandon() {
    abandoned = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
