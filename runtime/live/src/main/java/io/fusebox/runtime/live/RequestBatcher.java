package io.fusebox.runtime.live;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Serving;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Answers requests that come at the same time together. It has no thread: anyone who stands first
 * in the queue while nothing is being answered takes those after along. A request that is alone is
 * answered at once; only when requests have been coming together does a batch wait for more.
 */
final class RequestBatcher {
  /** A batch that takes longer may hang, in a plug-in that one request led to: the others go on. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String pipeline;
  private final Serving limits;
  private final Function<List<Question>, List<Answer>> answerer;
  private final Duration patience;
  private final Deque<Request> queue = new ArrayDeque<>();
  private final Map<List<Request>, Long> running = new HashMap<>(); // until when others wait
  private int together = 1; // how many went last

  /**
   * @param pipeline its name, for messages
   * @param answerer gives as many answers as it gets questions
   */
  RequestBatcher(String pipeline, Serving limits, Function<List<Question>, List<Answer>> answerer) {
    this(pipeline, limits, answerer, PATIENCE);
  }

  /**
   * @param patience how long one batch keeps the others waiting at most
   */
  RequestBatcher(
      String pipeline,
      Serving limits,
      Function<List<Question>, List<Answer>> answerer,
      Duration patience) {
    this.pipeline = pipeline;
    this.limits = limits;
    this.answerer = answerer;
    this.patience = patience;
  }

  private static final class Request {
    private final Question question;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private Request(Question question) {
      this.question = question;
    }
  }

  /**
   * The answer to one question: the same as if it were asked alone.
   *
   * @throws Unavailable when too many requests wait
   * @throws FuseboxException why this question is not answered, whatever becomes of the others
   */
  Answer answer(Question question) {
    if (limits.batch() == 1) {
      return answerer.apply(List.of(question)).get(0);
    }
    Request own = new Request(question);
    enter(own);
    try {
      List<Request> batch = turn(own);
      if (!batch.isEmpty()) {
        answer(batch);
      }
      return own.answer.join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FuseboxException("the request was given up before its turn came", e);
    } finally {
      leave(own);
    }
  }

  /** How many requests wait. */
  synchronized int waiting() {
    return queue.size();
  }

  private synchronized void enter(Request request) {
    if (queue.size() >= limits.queue()) {
      throw new Unavailable(
          "the pipeline %s has %d requests waiting, as many as it takes; ask again later"
              .formatted(pipeline, queue.size()));
    }
    queue.add(request);
    notifyAll();
  }

  /** Anyone who is cut off must not be answered, nor stand in the way. */
  private synchronized void leave(Request request) {
    queue.remove(request);
    notifyAll();
  }

  /** Waits until the request was answered with others, or is to answer these. */
  private synchronized List<Request> turn(Request own) throws InterruptedException {
    while (!own.answer.isDone()) {
      if (queue.peek() == own && free() <= 0) {
        gather();
        return take();
      }
      wait(queue.peek() == own ? Math.max(1, free()) : 0);
    }
    return List.of();
  }

  /** In how many milliseconds the next batch may go; 0 or less = now. */
  private long free() {
    long now = System.nanoTime();
    return running.values().stream().mapToLong(end -> (end - now) / 1_000_000).max().orElse(0);
  }

  private void gather() throws InterruptedException {
    int expected = Math.min(limits.batch(), together);
    long end = System.nanoTime() + limits.waitMillis() * 1_000_000L;
    long left = limits.waitMillis();
    while (queue.size() < expected && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private List<Request> take() {
    List<Request> batch = new ArrayList<>();
    while (batch.size() < limits.batch() && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    together = batch.size();
    running.put(batch, System.nanoTime() + patience.toNanos());
    return batch;
  }

  private void answer(List<Request> batch) {
    try {
      List<Answer> answers = answerer.apply(batch.stream().map(r -> r.question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      failed(batch, e);
    } finally {
      end(batch);
    }
  }

  /** One bad question must not cost the others their answers. */
  private void failed(List<Request> batch, Throwable why) {
    if (batch.size() == 1) {
      batch.get(0).answer.completeExceptionally(why);
      return;
    }
    for (Request request : batch) {
      try {
        request.answer.complete(answerer.apply(List.of(request.question)).get(0));
      } catch (RuntimeException | Error e) {
        request.answer.completeExceptionally(e);
      }
    }
  }

  private synchronized void end(List<Request> batch) {
    running.remove(batch);
    notifyAll();
  }

  private static RuntimeException unwrapped(CompletionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }
}
