package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.QuestionFiles.Use;
import io.fusebox.runtime.live.TrafficCounts.RequestOutcome;
import java.time.Duration;
import java.util.Optional;
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

  /**
   * What is compared.
   *
   * @param files used until the challenger is done, as the lease is
   */
  private record Comparison(
      Lease<ActiveInstances> lease,
      Use files,
      Question question,
      Reply given,
      TrafficCounts counts) {
    Reply reply() {
      return lease.value().challenger().orElseThrow().reply(question);
    }
  }

  /** Compares on another thread; of the lease and the files it has uses of its own. */
  void compare(Lease<ActiveInstances> lease, Asked asked, Reply given, TrafficCounts counts) {
    if (!free.tryAcquire()) {
      counts.count(RequestOutcome.SKIPPED);
      return;
    }
    Optional<Use> files = asked.files().use();
    if (files.isEmpty()) {
      free.release(); // Whoever asked has given up.
      return;
    }
    start(new Comparison(lease.again(), files.get(), asked.question(), given, counts));
  }

  private void start(Comparison comparison) {
    try {
      workers.start(() -> count(comparison));
    } catch (RejectedExecutionException e) {
      end(comparison); // Fusebox stops.
    }
  }

  private void count(Comparison comparison) {
    try {
      String what = "the pipeline " + pipeline + " answering in the shadow";
      Reply other = workers.run(limit, what, () -> reply(comparison), r -> {});
      comparison.counts().count(outcome(comparison.question(), comparison.given(), other));
    } catch (RejectedExecutionException e) {
      end(comparison); // Fusebox stops.
    } catch (RuntimeException | Error e) {
      comparison.counts().count(RequestOutcome.FAILED);
      LOG.warn("pipeline {}: no answer in the shadow: {}", pipeline, e.getMessage(), e.getCause());
    }
  }

  /** Also one that was given up holds its lease, its files and its place until it ends. */
  private Reply reply(Comparison comparison) {
    try {
      return comparison.reply();
    } finally {
      end(comparison);
    }
  }

  private void end(Comparison comparison) {
    comparison.lease().close();
    comparison.files().close();
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
