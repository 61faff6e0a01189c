package io.fusebox.runtime.experiments;

import java.util.List;
import java.util.Locale;

/**
 * How a number lies over seeds.
 *
 * @param deviation the standard deviation of a sample (divided by n - 1); 0 for one seed
 * @param count how many seeds
 */
public record SampleStatistics(double mean, double deviation, int count) {

  static SampleStatistics of(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    int n = values.size();
    return new SampleStatistics(mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n);
  }

  /** A share in percent: {@code 77.7 ± 1.2}, without deviation where there is one seed. */
  public String percent() {
    return count > 1
        ? String.format(Locale.ROOT, "%.1f ± %.1f", 100 * mean, 100 * deviation)
        : String.format(Locale.ROOT, "%.1f", 100 * mean);
  }
}
