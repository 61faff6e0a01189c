package io.fusebox.strategy.resampler;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** The README's formula in plain Java, one example and one number at a time. */
final class PlainResampler {
  private final Map<String, NDArray> weights;
  private final int heads;

  PlainResampler(Map<String, NDArray> weights, int heads) {
    this.weights = weights;
    this.heads = heads;
  }

  /** {@code [m][d_v] -> [k][d]}, of an example without padding. */
  double[][] apply(double[][] features) {
    double[][] seen = norm("features-norm.", linear("in.", features));
    double[][] queries = matrix("queries");
    double[][] asked = linear("query.", norm("queries-norm.", queries));
    double[][] keys = linear("key.", seen);
    double[][] values = linear("value.", seen);
    double[][] heard = sum(queries, linear("out.", attention(asked, keys, values)));
    double[][] inner = linear("mlp.0.", norm("mlp-norm.", heard));
    for (double[] row : inner) {
      for (int i = 0; i < row.length; i++) {
        row[i] = gelu(row[i]);
      }
    }
    return linear("to-plm.", norm("norm.", sum(heard, linear("mlp.2.", inner))));
  }

  private double[][] attention(double[][] q, double[][] k, double[][] v) {
    int r = q[0].length;
    int width = r / heads;
    double[][] out = new double[q.length][r];
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < q.length; i++) {
        double[] share = new double[k.length];
        double all = 0;
        for (int j = 0; j < k.length; j++) {
          double score = 0;
          for (int c = h * width; c < (h + 1) * width; c++) {
            score += q[i][c] * k[j][c];
          }
          share[j] = Math.exp(score / Math.sqrt(width));
          all += share[j];
        }
        for (int j = 0; j < k.length; j++) {
          for (int c = h * width; c < (h + 1) * width; c++) {
            out[i][c] += share[j] / all * v[j][c];
          }
        }
      }
    }
    return out;
  }

  private double[][] linear(String name, double[][] x) {
    double[][] weight = matrix(name + "weight");
    NDArray given = weights.get("image.resampler." + name + "bias");
    float[] bias = given == null ? new float[weight.length] : given.toFloatArray();
    double[][] y = new double[x.length][weight.length];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < weight.length; o++) {
        y[i][o] = bias[o];
        for (int j = 0; j < x[i].length; j++) {
          y[i][o] += weight[o][j] * x[i][j];
        }
      }
    }
    return y;
  }

  private double[][] norm(String name, double[][] x) {
    float[] weight = weights.get("image.resampler." + name + "weight").toFloatArray();
    float[] bias = weights.get("image.resampler." + name + "bias").toFloatArray();
    double[][] y = new double[x.length][weight.length];
    for (int i = 0; i < x.length; i++) {
      double mean = 0;
      double square = 0;
      for (double number : x[i]) {
        mean += number / x[i].length;
        square += number * number / x[i].length;
      }
      double deviation = Math.sqrt(square - mean * mean + 1e-5);
      for (int j = 0; j < x[i].length; j++) {
        y[i][j] = (x[i][j] - mean) / deviation * weight[j] + bias[j];
      }
    }
    return y;
  }

  private static double[][] sum(double[][] one, double[][] other) {
    double[][] sum = new double[one.length][one[0].length];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] = one[i][j] + other[i][j];
      }
    }
    return sum;
  }

  /** x times the normal distribution at x, the integral of the normal density by Simpson's rule. */
  private static double gelu(double x) {
    int n = 1000;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double at = x * i / n;
      sum += Math.exp(-at * at / 2) * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return x * (0.5 + sum * x / n / 3 / Math.sqrt(2 * Math.PI));
  }

  private double[][] matrix(String name) {
    return rows(weights.get("image.resampler." + name));
  }

  /** {@code [n, d]} in Java. */
  static double[][] rows(NDArray x) {
    float[] all = x.toFloatArray();
    int n = Math.toIntExact(x.getShape().get(0));
    double[][] rows = new double[n][all.length / n];
    for (int i = 0; i < all.length; i++) {
      rows[i / rows[0].length][i % rows[0].length] = all[i];
    }
    return rows;
  }
}
