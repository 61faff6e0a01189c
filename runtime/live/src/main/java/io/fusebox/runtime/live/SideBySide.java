package io.fusebox.runtime.live;

import io.fusebox.api.task.Example;
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
  Reply answer(Lease<Lineup> lease, Example example) {
    Lineup lineup = lease.value();
    if (lineup.challenger().isEmpty()) {
      return lineup.own().reply(example);
    }
    Challenge challenge = lineup.wish().challenge().orElseThrow();
    if (challenge.isShadow()) {
      Reply given = lineup.own().reply(example);
      shadow.compare(lease.again(), example, given, tally);
      return given;
    }
    return challenge.takes(requests.getAndIncrement())
        ? challengers(lineup, example)
        : own(lineup, example, Outcome.OWN);
  }

  /** A challenger that fails costs nobody an answer. */
  private Reply challengers(Lineup lineup, Example example) {
    try {
      Reply reply = lineup.challenger().orElseThrow().reply(example);
      tally.count(Outcome.CHALLENGER);
      return reply;
    } catch (RuntimeException e) {
      Reply reply = own(lineup, example, Outcome.FAILED);
      LOG.warn(
          "pipeline {}: its own strategy answered, since the other failed: {}",
          pipeline,
          e.getMessage(),
          e.getCause());
      return reply;
    }
  }

  /** A question that the own strategy cannot answer either is not counted. */
  private Reply own(Lineup lineup, Example example, Outcome outcome) {
    Reply reply = lineup.own().reply(example);
    tally.count(outcome);
    return reply;
  }
}
