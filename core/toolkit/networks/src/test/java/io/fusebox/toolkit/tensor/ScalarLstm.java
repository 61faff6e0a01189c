package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/** The formulas of the reference's LSTM, number by number. */
public final class ScalarLstm {
  private ScalarLstm() {}

  /** {@code [n, in] -> [n, h]}: one direction of one layer. */
  public static double[][] apply(Lstm lstm, double[][] x) {
    int h = (int) lstm.hidden().weight().getShape().get(1);
    double[][] outputs = new double[x.length][];
    double[] state = new double[h];
    double[] cell = new double[h];
    for (int i = 0; i < x.length; i++) {
      int t = lstm.backward() ? x.length - 1 - i : i;
      double[] gates = sum(linear(lstm.input(), x[t]), linear(lstm.hidden(), state));
      double[] next = new double[h];
      for (int j = 0; j < h; j++) {
        cell[j] = sigmoid(gates[h + j]) * cell[j] + sigmoid(gates[j]) * Math.tanh(gates[2 * h + j]);
        next[j] = sigmoid(gates[3 * h + j]) * Math.tanh(cell[j]);
      }
      state = next;
      outputs[t] = next;
    }
    return outputs;
  }

  /** {@code [in] -> [out]}. */
  public static double[] linear(Linear layer, double[] x) {
    float[] weight = layer.weight().toFloatArray();
    float[] bias = layer.bias().toFloatArray();
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int j = 0; j < x.length; j++) {
        y[i] += x[j] * weight[i * x.length + j];
      }
    }
    return y;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** {@code [n, d]} as rows. */
  public static double[][] rows(NDArray x) {
    int n = (int) x.getShape().get(0);
    int d = (int) x.getShape().get(1);
    float[] values = x.toFloatArray();
    double[][] rows = new double[n][d];
    for (int i = 0; i < values.length; i++) {
      rows[i / d][i % d] = values[i];
    }
    return rows;
  }
}
