package io.fusebox.toolkit.tensor;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Threads that compute side by side, each operation on one thread alone. Where operations are
 * small, to divide each of them over cores takes longer than it saves. Operations of other threads
 * are divided as before.
 */
public final class SerialWorkers implements AutoCloseable {
  private final ExecutorService threads;

  /** Starts {@code count} threads. */
  public SerialWorkers(int count) {
    int divided = cores();
    threads = Executors.newFixedThreadPool(count, SerialWorkers::thread);
    CyclicBarrier everyOne = new CyclicBarrier(count);
    all(Stream.generate(() -> (Callable<Integer>) () -> alone(everyOne)).limit(count).toList());
    // The engine keeps the number for each thread, and the last one set for threads to come.
    JniUtils.setNumThreads(divided);
  }

  /** Over how many threads the engine divides an operation of the calling thread. */
  public static int cores() {
    Engine.getInstance(); // loads the library, if nobody has
    return JniUtils.getNumThreads();
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
          throw thrown(requireNonNull(e.getCause()));
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

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
