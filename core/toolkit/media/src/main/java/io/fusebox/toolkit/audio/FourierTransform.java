package io.fusebox.toolkit.audio;

/**
 * The discrete Fourier transform of real frames of any size, by the algorithm of Cooley and Tukey
 * (1965) with the size's smallest prime factors: 400, the size that speech models use, is not a
 * power of two. Not changed by use, so any thread may use it.
 */
final class FourierTransform {
  private final int size;
  private final double[] cosines;
  private final double[] sines;

  FourierTransform(int size) {
    this.size = size;
    this.cosines = new double[size];
    this.sines = new double[size];
    for (int i = 0; i < size; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / size);
      sines[i] = -Math.sin(2 * Math.PI * i / size);
    }
  }

  /** The number of frequencies from 0 to half the sampling rate. */
  int bins() {
    return size / 2 + 1;
  }

  /**
   * The squared magnitudes of the lower half of the spectrum.
   *
   * @param frame as many samples as the size
   */
  double[] power(double[] frame) {
    double[] real = new double[size];
    double[] imaginary = new double[size];
    transform(frame, 0, 1, size, real, imaginary, 0);
    double[] power = new double[bins()];
    for (int i = 0; i < power.length; i++) {
      power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
    }
    return power;
  }

  /** Transforms every {@code step}th sample from {@code from} on, {@code n} of them. */
  private void transform(
      double[] x, int from, int step, int n, double[] real, double[] imaginary, int to) {
    if (n == 1) {
      real[to] = x[from];
      return;
    }
    int p = smallestFactor(n);
    int m = n / p;
    for (int r = 0; r < p; r++) {
      transform(x, from + r * step, step * p, m, real, imaginary, to + r * m);
    }
    double[] re = new double[p];
    double[] im = new double[p];
    for (int k = 0; k < m; k++) {
      for (int r = 0; r < p; r++) {
        re[r] = real[to + r * m + k];
        im[r] = imaginary[to + r * m + k];
      }
      for (int at = k; at < n; at += m) {
        double sumRe = 0;
        double sumIm = 0;
        for (int r = 0; r < p; r++) {
          int angle = r * at % n * step;
          sumRe += re[r] * cosines[angle] - im[r] * sines[angle];
          sumIm += re[r] * sines[angle] + im[r] * cosines[angle];
        }
        real[to + at] = sumRe;
        imaginary[to + at] = sumIm;
      }
    }
  }

  private static int smallestFactor(int n) {
    for (int p = 2; p * p <= n; p++) {
      if (n % p == 0) {
        return p;
      }
    }
    return n;
  }
}
