package io.fusebox.toolkit.audio;

import java.util.function.DoubleUnaryOperator;

/**
 * Triangular filters that are evenly spaced on the mel scale, which measures pitch as people hear
 * it: how much power of a spectrum lies in each of some bands.
 */
final class MelFilters {
  private static final double LINEAR_STEP = 200.0 / 3;
  private static final double LINEAR_END = 1000;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  /** {@code [filters][bins]}. */
  private final double[][] weights;

  private MelFilters(double[][] weights) {
    this.weights = weights;
  }

  /**
   * Slaney's Auditory Toolbox (1998): linear below 1 kHz, logarithmic above, every filter of the
   * same area; triangles over Hz.
   *
   * @param bins frequencies of a spectrum, from 0 to half the rate
   * @param highest where the last filter ends, in Hz
   */
  static MelFilters slaney(int filters, int bins, int rate, double highest) {
    double top = slaneyMel(highest);
    double[] edges = new double[filters + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = slaneyHz(top * i / (filters + 1));
    }
    double step = rate / 2 / (double) (bins - 1);
    double[][] weights = triangles(edges, bins, bin -> bin * step);
    for (int f = 0; f < filters; f++) {
      double area = 2 / (edges[f + 2] - edges[f]);
      for (int bin = 0; bin < bins; bin++) {
        weights[f][bin] *= area;
      }
    }
    return new MelFilters(weights);
  }

  /**
   * Kaldi's (Povey et al. 2011), after HTK: logarithmic, every filter of the same height; triangles
   * over mels.
   *
   * @param lowest where the first filter begins, in Hz; the last one ends at half the rate
   */
  static MelFilters kaldi(int filters, int bins, int rate, double lowest) {
    double low = kaldiMel(lowest);
    double delta = (kaldiMel(rate / 2.0) - low) / (filters + 1);
    double[] edges = new double[filters + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = low + i * delta;
    }
    double step = rate / 2.0 / (bins - 1);
    return new MelFilters(triangles(edges, bins, bin -> kaldiMel(bin * step)));
  }

  private static double[][] triangles(double[] edges, int bins, DoubleUnaryOperator place) {
    double[][] weights = new double[edges.length - 2][bins];
    for (int f = 0; f < weights.length; f++) {
      for (int bin = 0; bin < bins; bin++) {
        double at = place.applyAsDouble(bin);
        double up = (at - edges[f]) / (edges[f + 1] - edges[f]);
        double down = (edges[f + 2] - at) / (edges[f + 2] - edges[f + 1]);
        weights[f][bin] = Math.max(0, Math.min(up, down));
      }
    }
    return weights;
  }

  private static double slaneyMel(double hz) {
    return hz < LINEAR_END
        ? hz / LINEAR_STEP
        : LINEAR_END / LINEAR_STEP + Math.log(hz / LINEAR_END) / LOG_STEP;
  }

  private static double slaneyHz(double mel) {
    double linear = LINEAR_END / LINEAR_STEP;
    return mel < linear ? mel * LINEAR_STEP : LINEAR_END * Math.exp((mel - linear) * LOG_STEP);
  }

  private static double kaldiMel(double hz) {
    return 1127 * Math.log1p(hz / 700);
  }

  /** The number of filters. */
  int size() {
    return weights.length;
  }

  /** How much power filter {@code f} lets through. */
  double apply(int f, double[] power) {
    double sum = 0;
    double[] filter = weights[f];
    for (int bin = 0; bin < filter.length; bin++) {
      sum += filter[bin] * power[bin];
    }
    return sum;
  }
}
