package io.fusebox.runtime.host;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Meters as Prometheus reads them (text format 0.0.4). What was not measured has no line: a 0 would
 * say that it was.
 */
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  static String of(List<Meter> meters) {
    SortedMap<String, List<Meter>> byName = new TreeMap<>();
    meters.stream()
        // The gauges of a timer's percentiles; the timer has them.
        .filter(meter -> meter.getId().getTag("phi") == null)
        .forEach(m -> byName.computeIfAbsent(m.getId().getName(), n -> new ArrayList<>()).add(m));
    PrometheusText all = new PrometheusText();
    byName.forEach(all::add);
    return all.text.toString();
  }

  /** The meters of one name, which all are of one type. */
  private void add(String name, List<Meter> meters) {
    Meter first = meters.get(0);
    boolean timer = first instanceof Timer;
    boolean counter = first.getId().getType() == Meter.Type.COUNTER;
    String called = name.replace('.', '_') + (timer ? "_seconds" : counter ? "_total" : "");
    int before = text.length();
    String description = first.getId().getDescription();
    if (description != null) {
      text.append("# HELP ").append(called).append(' ').append(description).append('\n');
    }
    text.append("# TYPE ").append(called).append(' ');
    text.append(timer ? "summary" : counter ? "counter" : "gauge").append('\n');
    int values = text.length();
    meters.forEach(meter -> add(called, meter));
    if (text.length() == values) {
      text.setLength(before);
    }
  }

  private void add(String name, Meter meter) {
    if (meter instanceof Timer timer) {
      add(name, timer);
      return;
    }
    Measurement only = meter.measure().iterator().next();
    boolean counted = meter.getId().getType() != Meter.Type.COUNTER || only.getValue() > 0;
    if (Double.isFinite(only.getValue()) && counted) {
      line(name, labels(meter, ""), only.getValue());
    }
  }

  private void add(String name, Timer timer) {
    if (timer.count() == 0) {
      return;
    }
    if (timer.max(TimeUnit.SECONDS) > 0) { // else there was none in the last minutes
      for (ValueAtPercentile p : timer.takeSnapshot().percentileValues()) {
        String quantile = "quantile=\"" + p.percentile() + "\"";
        line(name, labels(timer, quantile), p.value(TimeUnit.SECONDS));
      }
    }
    line(name + "_sum", labels(timer, ""), timer.totalTime(TimeUnit.SECONDS));
    line(name + "_count", labels(timer, ""), timer.count());
  }

  private void line(String name, String labels, double value) {
    text.append(name).append(labels).append(' ');
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    text.append(whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value));
    text.append('\n');
  }

  private static String labels(Meter meter, String more) {
    List<String> labels =
        meter.getId().getTags().stream().map(PrometheusText::label).collect(Collectors.toList());
    if (!more.isEmpty()) {
      labels.add(more);
    }
    return labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}";
  }

  private static String label(Tag tag) {
    String value = tag.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return tag.getKey().replaceAll("[^A-Za-z0-9_]", "_") + "=\"" + value + "\"";
  }
}
