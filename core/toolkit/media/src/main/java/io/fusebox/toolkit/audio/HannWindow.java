package io.fusebox.toolkit.audio;

/** Hann's window: {@code sin^2}, 0 at its start. */
final class HannWindow {
  private HannWindow() {}

  /** The next value would be the first again, as spectra want it. */
  static double[] periodic(int size) {
    return window(size, size);
  }

  /** The last value is 0 too, as Kaldi wants it. */
  static double[] symmetric(int size) {
    return window(size, size - 1);
  }

  private static double[] window(int size, int period) {
    double[] window = new double[size];
    for (int i = 0; i < size; i++) {
      double sine = Math.sin(Math.PI * i / period);
      window[i] = sine * sine;
    }
    return window;
  }
}
