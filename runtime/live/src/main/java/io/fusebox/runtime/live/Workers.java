package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Threads for work that may hang, since it runs code of plug-ins: a thread that waits for it is let
 * go at a deadline. The thread itself cannot be killed; it is interrupted, and lost if that does
 * nothing.
 */
final class Workers implements AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fusebox-worker-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs work on a thread of its own and waits.
   *
   * @param what in words, for the message
   * @param late gets a result that came too late
   * @throws FuseboxException when the limit is over: naming the plug-in that it was in
   */
  <T> T run(Duration limit, String what, Supplier<T> work, Consumer<T> late) {
    DeadlineTask<T> job = new DeadlineTask<>(none -> work.get(), late);
    threads.execute(job);
    return job.await(limit, what, piece -> {});
  }

  /**
   * Runs work that says something before its end.
   *
   * @param work gets who takes its pieces
   * @param pieces takes each on the calling thread; when it throws, the work is given up
   * @throws FuseboxException as above
   */
  <T> T run(
      Duration limit, String what, Function<Consumer<String>, T> work, Consumer<String> pieces) {
    DeadlineTask<T> job = new DeadlineTask<>(work, late -> {});
    threads.execute(job);
    return job.await(limit, what, pieces);
  }

  /** Runs work that nobody waits for. */
  void start(Runnable work) {
    threads.execute(work);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
