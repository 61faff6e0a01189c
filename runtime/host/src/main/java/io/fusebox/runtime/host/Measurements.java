package io.fusebox.runtime.host;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.jmx.JmxConfig;
import io.micrometer.jmx.JmxMeterRegistry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The measurements, as JMX beans (domain {@code fusebox}) and as lines of text. */
public final class Measurements implements AutoCloseable {
  private final MeterRegistry registry = new JmxMeterRegistry(new Domain(), Clock.SYSTEM);

  /** The name of the beans; every other setting is its default. */
  private static final class Domain implements JmxConfig {
    @Override
    public String domain() {
      return "fusebox";
    }

    @Override
    public @Nullable String get(String key) {
      return null;
    }
  }

  /** Where more may be measured. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * One measured thing.
   *
   * @param tags as {@code pipeline=shapes}
   * @param value in words; times in milliseconds
   */
  public record MetricLine(String name, String tags, String value) {}

  /** All that is measured, by name. */
  public List<MetricLine> lines() {
    return registry.getMeters().stream()
        // The gauges of a timer's percentiles; its line has them.
        .filter(meter -> meter.getId().getTag("phi") == null)
        .map(Measurements::line)
        .sorted(Comparator.comparing(MetricLine::name).thenComparing(MetricLine::tags))
        .toList();
  }

  /**
   * How long a pipeline's answers took.
   *
   * @param millis the mean
   * @param recent the 50th and the 99th percentile of the last minutes; empty when there was none
   */
  public record AnswerTimes(long count, double millis, List<Double> recent) {}

  /** How long a pipeline's answers took; empty before the first one. */
  public Optional<AnswerTimes> answers(String pipeline) {
    List<Timer> timers =
        registry
            .find("fusebox.requests")
            .tags("pipeline", pipeline, "outcome", "answered")
            .timers()
            .stream()
            .filter(timer -> timer.count() > 0)
            .toList();
    long count = timers.stream().mapToLong(Timer::count).sum();
    double total = timers.stream().mapToDouble(t -> t.totalTime(TimeUnit.MILLISECONDS)).sum();
    return count == 0
        ? Optional.empty()
        : Optional.of(new AnswerTimes(count, total / count, recent(timers)));
  }

  /** Of the strategy that was slowest; several have no percentiles in common. */
  private static List<Double> recent(List<Timer> timers) {
    return timers.stream()
        .filter(timer -> timer.max(TimeUnit.MILLISECONDS) > 0)
        .max(Comparator.comparing(timer -> timer.max(TimeUnit.MILLISECONDS)))
        .map(
            timer ->
                Arrays.stream(timer.takeSnapshot().percentileValues())
                    .map(p -> p.value(TimeUnit.MILLISECONDS))
                    .toList())
        // The maximum is forgotten later than the rest: a percentile of nothing is 0.
        .filter(percentiles -> percentiles.stream().allMatch(p -> p > 0))
        .orElse(List.of());
  }

  /** The same for Prometheus. */
  public String prometheus() {
    return PrometheusText.of(registry.getMeters());
  }

  private static MetricLine line(Meter meter) {
    String tags =
        meter.getId().getTags().stream()
            .map((Tag tag) -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining(" "));
    return new MetricLine(meter.getId().getName(), tags, value(meter));
  }

  private static String value(Meter meter) {
    if (meter instanceof Timer timer) {
      return times(timer);
    }
    Measurement only = meter.measure().iterator().next();
    return String.format(Locale.ROOT, "%.0f", only.getValue());
  }

  /** Percentiles and the maximum are those of the last minutes, in which there may be none. */
  private static String times(Timer timer) {
    double mean = timer.mean(TimeUnit.MILLISECONDS);
    double max = timer.max(TimeUnit.MILLISECONDS);
    boolean recent = max > 0 || (mean == 0 && timer.count() > 0);
    StringBuilder line = new StringBuilder();
    line.append(timer.count()).append(", mean ").append(millis(timer.count() > 0, mean));
    for (ValueAtPercentile p : timer.takeSnapshot().percentileValues()) {
      line.append(String.format(Locale.ROOT, ", p%.0f ", 100 * p.percentile()))
          .append(millis(recent && (p.value() > 0 || mean == 0), p.value(TimeUnit.MILLISECONDS)));
    }
    return line.append(", max ").append(millis(recent, max)).toString();
  }

  private static String millis(boolean measured, double millis) {
    return measured ? String.format(Locale.ROOT, "%.2f ms", millis) : "-";
  }

  /** Takes the beans away. */
  @Override
  public void close() {
    registry.close();
  }
}
