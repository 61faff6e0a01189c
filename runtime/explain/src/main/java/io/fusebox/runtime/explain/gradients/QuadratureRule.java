package io.fusebox.runtime.explain.gradients;

import static io.fusebox.api.settings.Settings.require;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** How an integral from 0 to 1 becomes a sum over a few steps. */
public enum QuadratureRule {
  /** Gauss-Legendre quadrature: exact for polynomials of degree 2n - 1. */
  GAUSS_LEGENDRE,

  /**
   * The trapezoid rule as captum has it ({@code riemann_trapezoid}): n points from 0 to 1, but
   * steps of 1 / n, so that the weights sum to (n - 1) / n. It is biased, and here to compare.
   */
  TRAPEZOID;

  /** For people: {@code gauss-legendre}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final int MOST = 10_000;
  private static final double CONVERGED = 1e-15;
  private static final int MOST_ROUNDS = 100;

  /** Where to look between 0 and 1, in ascending order, and how much each place counts. */
  record Nodes(double[] at, double[] weights) {}

  /**
   * The steps of this rule.
   *
   * @throws io.fusebox.api.FuseboxException when there are too few steps, or more than 10,000
   */
  Nodes nodes(int steps) {
    int fewest = this == TRAPEZOID ? 2 : 1;
    require(
        steps >= fewest && steps <= MOST,
        "the number of steps must be between %d and %d, found %d".formatted(fewest, MOST, steps));
    return this == TRAPEZOID ? trapezoid(steps) : gaussLegendre(steps);
  }

  private static Nodes trapezoid(int n) {
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    weights[0] /= 2;
    weights[n - 1] /= 2;
    return new Nodes(
        IntStream.range(0, n).mapToDouble(i -> (double) i / (n - 1)).toArray(), weights);
  }

  private static Nodes gaussLegendre(int n) {
    double[] at = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      Root root = root(n, Math.cos(Math.PI * (i + 0.75) / (n + 0.5)));
      // The roots come in descending order between -1 and 1, where weights sum to 2.
      at[n - 1 - i] = (1 + root.x) / 2;
      weights[n - 1 - i] = 1 / ((1 - root.x * root.x) * root.slope * root.slope);
    }
    return new Nodes(at, weights);
  }

  /** A root of the n-th Legendre polynomial and the polynomial's slope there. */
  private record Root(double x, double slope) {}

  /** Newton's method from a guess that is close enough for each root. */
  private static Root root(int n, double guess) {
    double x = guess;
    double slope = 0;
    double step = 1;
    for (int round = 0; round < MOST_ROUNDS && Math.abs(step) > CONVERGED; round++) {
      double before = 1;
      double value = x;
      for (int k = 2; k <= n; k++) {
        double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
      }
      slope = n * (x * value - before) / (x * x - 1);
      step = value / slope;
      x -= step;
    }
    return new Root(x, slope);
  }
}
