package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.TrafficCounts.RequestOutcome;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Divides requests between a pipeline's own strategy and a challenger, and counts. */
final class TrafficRouter {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficRouter.class);

  private final String pipeline;
  private final ShadowTraffic shadow;
  private final AtomicLong requests = new AtomicLong();
  private final LiveMetrics meters;
  private volatile TrafficCounts counts;
  private @Nullable DesiredState counted;

  TrafficRouter(String pipeline, Workers workers, Timeouts timeouts, LiveMetrics meters) {
    this.pipeline = pipeline;
    this.meters = meters;
    this.shadow = new ShadowTraffic(pipeline, workers, timeouts.answer());
    this.counts = counting();
  }

  TrafficCounts trafficCounts() {
    return counts;
  }

  /**
   * Counts what these strategies and weights do; again if there were others before: how often those
   * agreed says nothing about these.
   */
  void counting(DesiredState of) {
    if (!of.equals(counted)) {
      counts = counting();
      counted = of;
    }
  }

  private TrafficCounts counting() {
    return new TrafficCounts(outcome -> meters.challenged(pipeline, outcome));
  }

  /**
   * Answers with whoever's turn it is; the caller gives the lease back.
   *
   * @param own how the pipeline's own strategy is asked
   */
  Reply answer(Lease<ActiveInstances> lease, Asked asked, Function<PipelineInstance, Reply> own) {
    return divided(lease, asked, own).under(lease.value());
  }

  private Reply divided(
      Lease<ActiveInstances> lease, Asked asked, Function<PipelineInstance, Reply> own) {
    ActiveInstances instances = lease.value();
    TrafficCounts counts = this.counts; // Others count from a swap on.
    if (instances.challenger().isEmpty()) {
      return own.apply(instances.own());
    }
    TrafficSplit challenge = instances.desired().challenge().orElseThrow();
    if (challenge.isShadow()) {
      Reply given = own.apply(instances.own());
      shadow.compare(lease, asked, given, counts);
      return given;
    }
    return challenge.takes(requests.getAndIncrement())
        ? challengers(instances, asked.question(), own, counts)
        : counted(own.apply(instances.own()), RequestOutcome.OWN, counts);
  }

  /** A challenger that fails costs nobody an answer; so it says nothing before its end. */
  private Reply challengers(
      ActiveInstances instances,
      Question question,
      Function<PipelineInstance, Reply> own,
      TrafficCounts counts) {
    try {
      Reply reply = instances.challenger().orElseThrow().reply(question);
      counts.count(RequestOutcome.CHALLENGER);
      return reply;
    } catch (RuntimeException e) {
      Reply reply = counted(own.apply(instances.own()), RequestOutcome.FAILED, counts);
      LOG.warn(
          "pipeline {}: its own strategy answered, since the other failed: {}",
          pipeline,
          e.getMessage(),
          e.getCause());
      return reply;
    }
  }

  /** A question that the own strategy cannot answer either is not counted. */
  private static Reply counted(Reply reply, RequestOutcome outcome, TrafficCounts counts) {
    counts.count(outcome);
    return reply;
  }
}
