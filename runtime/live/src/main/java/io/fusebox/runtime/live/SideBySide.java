package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.Tally.Outcome;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Divides requests between a pipeline's own strategy and a challenger, and counts. */
final class SideBySide {
  private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

  private final String pipeline;
  private final Shadow shadow;
  private final AtomicLong requests = new AtomicLong();
  private final Meters meters;
  private volatile Tally tally;

  SideBySide(String pipeline, Workers workers, Patience patience, Meters meters) {
    this.pipeline = pipeline;
    this.meters = meters;
    this.shadow = new Shadow(pipeline, workers, patience.answer());
    this.tally = counting();
  }

  Tally tally() {
    return tally;
  }

  /** Counts anew. */
  void restart() {
    tally = counting();
  }

  private Tally counting() {
    return new Tally(outcome -> meters.beside(pipeline, outcome));
  }

  /** Answers with whoever's turn it is; the caller gives the lease back. */
  Reply answer(Lease<Lineup> lease, Question question) {
    return divided(lease, question).beside(lease.value());
  }

  private Reply divided(Lease<Lineup> lease, Question question) {
    Lineup lineup = lease.value();
    if (lineup.challenger().isEmpty()) {
      return lineup.own().reply(question);
    }
    Challenge challenge = lineup.wish().challenge().orElseThrow();
    if (challenge.isShadow()) {
      Reply given = lineup.own().reply(question);
      shadow.compare(lease.again(), question, given, tally);
      return given;
    }
    return challenge.takes(requests.getAndIncrement())
        ? challengers(lineup, question)
        : own(lineup, question, Outcome.OWN);
  }

  /** A challenger that fails costs nobody an answer. */
  private Reply challengers(Lineup lineup, Question question) {
    try {
      Reply reply = lineup.challenger().orElseThrow().reply(question);
      tally.count(Outcome.CHALLENGER);
      return reply;
    } catch (RuntimeException e) {
      Reply reply = own(lineup, question, Outcome.FAILED);
      LOG.warn(
          "pipeline {}: its own strategy answered, since the other failed: {}",
          pipeline,
          e.getMessage(),
          e.getCause());
      return reply;
    }
  }

  /** A question that the own strategy cannot answer either is not counted. */
  private Reply own(Lineup lineup, Question question, Outcome outcome) {
    Reply reply = lineup.own().reply(question);
    tally.count(outcome);
    return reply;
  }
}
