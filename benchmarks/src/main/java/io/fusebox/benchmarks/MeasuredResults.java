package io.fusebox.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What JMH measured, by the name of a benchmark and its parameters. */
final class MeasuredResults {
  private final List<Measured> all = new ArrayList<>();

  /** One benchmark with certain parameters. */
  record Measured(JsonNode json) {
    String job() {
      String name = json.path("benchmark").asText();
      return name.substring(name.lastIndexOf('.') + 1);
    }

    String param(String name) {
      return json.path("params").path(name).asText();
    }

    double millis() {
      return json.path("primaryMetric").path("score").asDouble();
    }

    double metric(String name) {
      // Some versions of JMH put a dot before what a profiler measured.
      JsonNode metrics = json.path("secondaryMetrics");
      return metrics.path(metrics.has(name) ? name : "·" + name).path("score").asDouble(Double.NaN);
    }

    private boolean is(String job, Map<String, String> params) {
      return job().equals(job)
          && params.entrySet().stream().allMatch(p -> param(p.getKey()).equals(p.getValue()));
    }
  }

  MeasuredResults(JsonNode results) {
    results.forEach(json -> all.add(new Measured(json)));
  }

  Optional<Measured> find(String job, Map<String, String> params) {
    return all.stream().filter(m -> m.is(job, params)).findFirst();
  }

  /** The median over all benchmarks of one precision; null = of all. */
  OptionalDouble median(String metric, @Nullable String precision) {
    double[] sorted =
        all.stream()
            .filter(m -> precision == null || m.param("precision").equals(precision))
            .mapToDouble(m -> m.metric(metric))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  String java() {
    return all.isEmpty() ? "" : all.get(0).json().path("jdkVersion").asText();
  }
}
