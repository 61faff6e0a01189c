package io.fusebox.runtime.server.questions;

import io.fusebox.runtime.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few questions of each pipeline run at a time, and a few more wait for that; later ones are
 * refused at once, and may try again. Thread-safe.
 */
final class Admission {
  private static final long LONGEST_SECONDS = 60;

  private final int running;
  private final int waiting;
  private final MeterRegistry registry;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  Admission(int running, int waiting, MeterRegistry registry) {
    this.running = running;
    this.waiting = waiting;
    this.registry = registry;
  }

  /** The way to one pipeline. */
  private record Gate(Semaphore running, AtomicInteger waiting) {}

  /**
   * Does something as one of those that run.
   *
   * @param pipeline one that there is
   * @throws Problem 429 when too many wait already, 503 when it waited in vain
   */
  <T> T during(String pipeline, Supplier<T> work) {
    Gate gate =
        gates.computeIfAbsent(
            pipeline, p -> new Gate(new Semaphore(running, true), new AtomicInteger()));
    enter(pipeline, gate);
    try {
      return work.get();
    } finally {
      gate.running.release();
    }
  }

  private void enter(String pipeline, Gate gate) {
    if (gate.running.tryAcquire()) {
      return;
    }
    long start = System.nanoTime();
    try {
      if (gate.waiting.incrementAndGet() > waiting) {
        throw Problem.tooMany(
            "%d questions to %s are being answered and %d wait; try again"
                .formatted(running, pipeline, waiting));
      } else if (!gate.running.tryAcquire(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new Problem(503, "the questions before took too long").with("Retry-After", "10");
      }
      timer(pipeline).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Fusebox stops", e);
    } finally {
      gate.waiting.decrementAndGet();
    }
  }

  private Timer timer(String pipeline) {
    return Timer.builder("fusebox.queue")
        .description("how long questions waited for those before, if they did")
        .tag("pipeline", pipeline)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }
}
