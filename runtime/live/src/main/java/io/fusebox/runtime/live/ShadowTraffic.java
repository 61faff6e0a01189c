package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.TrafficCounts.RequestOutcome;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a challenger answer what was answered already, and compares. The request is over by then:
 * whatever the challenger does, it was neither delayed nor harmed. Only a few comparisons run at a
 * time, those that hang among them; what comes on top is left out.
 */
final class ShadowTraffic {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowTraffic.class);
  private static final int AT_A_TIME = 4;

  private final String pipeline;
  private final Workers workers;
  private final Duration limit;
  private final Semaphore free = new Semaphore(AT_A_TIME);

  ShadowTraffic(String pipeline, Workers workers, Duration limit) {
    this.pipeline = pipeline;
    this.workers = workers;
    this.limit = limit;
  }

  /** Compares on another thread; gives the lease back when the challenger is done. */
  void compare(Lease<ActiveInstances> lease, Question question, Reply given, TrafficCounts counts) {
    if (!free.tryAcquire()) {
      lease.close();
      counts.count(RequestOutcome.SKIPPED);
      return;
    }
    try {
      workers.start(() -> count(lease, question, given, counts));
    } catch (RejectedExecutionException e) {
      end(lease); // Fusebox stops.
    }
  }

  private void count(
      Lease<ActiveInstances> lease, Question question, Reply given, TrafficCounts counts) {
    try {
      String what = "the pipeline " + pipeline + " answering in the shadow";
      counts.count(
          outcome(
              question, given, workers.run(limit, what, () -> reply(lease, question), r -> {})));
    } catch (RejectedExecutionException e) {
      end(lease); // Fusebox stops.
    } catch (RuntimeException | Error e) {
      counts.count(RequestOutcome.FAILED);
      LOG.warn("pipeline {}: no answer in the shadow: {}", pipeline, e.getMessage(), e.getCause());
    }
  }

  /** Also one that was given up holds its lease, and its place, until it ends. */
  private Reply reply(Lease<ActiveInstances> lease, Question question) {
    try {
      return lease.value().challenger().orElseThrow().reply(question);
    } finally {
      end(lease);
    }
  }

  private void end(Lease<ActiveInstances> lease) {
    lease.close();
    free.release();
  }

  private RequestOutcome outcome(Question question, Reply given, Reply other) {
    if (given.text().equals(other.text())) {
      return RequestOutcome.SAME;
    }
    LOG.info(
        "pipeline {}: '{}' {}: {} answered '{}', in its shadow {} '{}'",
        pipeline,
        question.text(),
        question.files(),
        given.strategy(),
        given.text(),
        other.strategy(),
        other.text());
    return RequestOutcome.DIFFERENT;
  }
}
