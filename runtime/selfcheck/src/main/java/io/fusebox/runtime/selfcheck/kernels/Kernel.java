package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A computation of the numerical library at one size, called as Fusebox calls it, and the same in
 * plain Java.
 *
 * @param name what it is and how large, for people
 * @param inputs what both read, in this order
 * @param library the result belongs to the manager of the first input
 * @param java the same numbers in double precision, row after row
 */
record Kernel(
    String name,
    List<KernelTensor> inputs,
    Function<NDList, NDArray> library,
    Function<double[][], double[]> java) {
  Kernel {
    inputs = List.copyOf(inputs);
  }

  /** A name that is the same in every language: what was found is kept under it. */
  static String name(String format, Object... sizes) {
    return String.format(Locale.ROOT, format, sizes);
  }

  double[] expected() {
    return java.apply(inputs.stream().map(KernelTensor::doubles).toArray(double[][]::new));
  }
}
