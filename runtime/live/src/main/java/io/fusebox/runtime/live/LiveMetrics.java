package io.fusebox.runtime.live;

import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.live.TrafficCounts.RequestOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The measurements of a live system, for whatever registry it is given. */
final class LiveMetrics {
  private static final String PIPELINE = "pipeline";

  private final MeterRegistry registry;
  private final MultiGauge arrays;
  private final MultiGauge leases;

  LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.arrays =
        MultiGauge.builder("fusebox.ndarrays")
            .description("NDArrays that live as long as the parts of a plug-in")
            .register(registry);
    this.leases =
        MultiGauge.builder("fusebox.leases")
            .description("requests that are being answered, those in the shadow too")
            .register(registry);
  }

  /** Measures how often features were there, and how often they had to be computed. */
  void features(FeatureStore features) {
    counter("hit", features, FeatureStore::hits);
    counter("miss", features, FeatureStore::misses);
  }

  private void counter(String result, FeatureStore features, ToDoubleFunction<FeatureStore> of) {
    FunctionCounter.builder("fusebox.features", features, of)
        .description("features that were asked for")
        .tag("result", result)
        .register(registry);
  }

  /** Measures a request from the question to the answer. */
  Reply request(String pipeline, Supplier<Reply> request) {
    Timer.Sample sample = Timer.start(registry);
    String strategy = "none";
    try {
      Reply reply = request.get();
      strategy = reply.strategy();
      return reply;
    } finally {
      String outcome = strategy.equals("none") ? "failed" : "answered";
      Tags tags = Tags.of(PIPELINE, pipeline, "strategy", strategy, "outcome", outcome);
      sample.stop(timer("fusebox.requests", "requests, and how long they took", tags));
    }
  }

  /** How long a request waited for something to answer with. */
  void leased(String pipeline, Duration waited) {
    timer("fusebox.lease.wait", "how long requests waited for a lease", Tags.of(PIPELINE, pipeline))
        .record(waited);
  }

  void swapped(Swap swap) {
    Tags tags = Tags.of(PIPELINE, swap.pipeline());
    timer("fusebox.swap", "swaps, until nobody used the old part", tags).record(swap.drainTime());
    timer("fusebox.swap.gap", "how long nothing answered in a swap", tags).record(swap.gap());
  }

  void challenged(String pipeline, RequestOutcome outcome) {
    Tags tags = Tags.of(PIPELINE, pipeline, "outcome", outcome.name().toLowerCase(Locale.ROOT));
    registry.counter("fusebox.challenges", tags).increment();
  }

  /**
   * Looks which pipelines and parts there are; their numbers are read when they are asked for. What
   * was measured of others is forgotten. Called a few times a second: gauges that are there already
   * stay.
   */
  void look(List<LivePipeline> pipelines, ComponentPool pool) {
    leases.register(
        pipelines.stream()
            .<Row<?>>map(p -> Row.of(Tags.of(PIPELINE, p.name()), p, LivePipeline::leases))
            .toList());
    arrays.register(
        pool.plugins().stream()
            .<Row<?>>map(id -> Row.of(Tags.of("plugin", id), pool, p -> p.arrays(id)))
            .toList());
    forgetAllBut(pipelines.stream().map(LivePipeline::name).collect(Collectors.toSet()));
  }

  /** A request may end, and be measured, after its pipeline was removed: so look each time. */
  private void forgetAllBut(Set<String> pipelines) {
    registry.getMeters().stream()
        .filter(meter -> meter.getId().getTag(PIPELINE) != null)
        .filter(meter -> !pipelines.contains(meter.getId().getTag(PIPELINE)))
        .forEach(registry::remove);
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }
}
