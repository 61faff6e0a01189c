package io.fusebox.toolkit.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Threads that compute side by side, each operation on one thread alone. Where operations are
 * small, to divide each of them over cores takes longer than it saves. As long as they are open,
 * the engine divides operations of other threads hardly either: the number is the process's.
 */
public final class SerialWorkers implements AutoCloseable {
  private final int threadsBefore;
  private final ExecutorService threads;

  /** Starts {@code count} threads. */
  public SerialWorkers(int count) {
    Engine.getInstance(); // loads the library, if nobody has
    threadsBefore = JniUtils.getNumThreads();
    threads = Executors.newFixedThreadPool(count, SerialWorkers::thread);
    CyclicBarrier everyOne = new CyclicBarrier(count);
    JniUtils.setNumThreads(1);
    // The engine keeps the number for each thread too: each must set its own.
    all(Stream.generate(() -> (Callable<Integer>) () -> alone(everyOne)).limit(count).toList());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fusebox-compute");
    thread.setDaemon(true);
    return thread;
  }

  private static int alone(CyclicBarrier everyOne) throws Exception {
    JniUtils.setNumThreads(1);
    return everyOne.await();
  }

  /** Runs all; their results in the same order. What one of them throws is thrown here. */
  public <T> List<T> all(List<Callable<T>> work) {
    List<Future<T>> running = work.stream().map(threads::submit).toList();
    List<T> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<T> each : running) { // all of them end: they read what the caller closes
      try {
        results.add(uninterrupted(each));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static <T> T uninterrupted(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw thrown(Objects.requireNonNull(e.getCause()));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  /** Ends the threads; operations are divided as before. */
  @Override
  public void close() {
    threads.shutdown();
    JniUtils.setNumThreads(threadsBefore);
  }
}
