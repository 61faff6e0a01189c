package io.fusebox.runtime.selfcheck.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Convolutions over waveforms, and those that cut images and videos into patches. */
final class ConvolutionKernels {
  /** Every multiple of 8 up to 128: what is wrong may be wrong of one width alone. */
  private static final int[] WIDTHS = IntStream.rangeClosed(1, 16).map(i -> 8 * i).toArray();

  private ConvolutionKernels() {}

  static Stream<Kernel> all() {
    return Stream.of(
            IntStream.of(WIDTHS).mapToObj(w -> waveform(w, w, 3, 2, 19)),
            IntStream.of(WIDTHS).mapToObj(w -> waveformOfOne(w, w, 3, 2, 41)),
            IntStream.of(1, 3, 5, 17, 24, 40).mapToObj(w -> waveform(w, 24, 2, 2, 18)),
            IntStream.of(WIDTHS).mapToObj(w -> frames(w, 32, 3, 2, 19)),
            Stream.of(
                waveform(1, 512, 10, 5, 203),
                waveform(1, 24, 10, 5, 203),
                waveform(512, 512, 3, 2, 13),
                waveform(512, 512, 2, 2, 13),
                waveform(24, 512, 3, 1, 13)),
            Stream.of(
                positions(768, 16, 128, 5),
                positions(24, 1, 16, 7),
                positions(48, 2, 16, 7),
                positions(96, 4, 16, 7),
                positions(32, 16, 9, 11)),
            IntStream.of(WIDTHS).mapToObj(w -> patches("image patches", 3, w, 4, 4)),
            Stream.of(
                patches("image patches", 1, 24, 3, 3),
                patches("image patches", 3, 768, 16, 16),
                patches("image patches", 3, 100, 14, 14),
                patches("video tubelets", 3, 24, 2, 4, 4),
                patches("video tubelets", 3, 40, 2, 4, 4),
                patches("video tubelets", 3, 384, 2, 16, 16)))
        .flatMap(kernels -> kernels);
  }

  /** Convolutions whose gradients are asked for: an encoder may be thawed. */
  static Stream<Kernel> trained() {
    return Stream.of(
        waveform(24, 8, 3, 2, 7),
        waveform(1, 24, 3, 2, 7),
        frames(16, 24, 2, 2, 6),
        positions(24, 2, 4, 3),
        patches("image patches", 3, 24, 2, 2));
  }

  /** As the first of a waveform's convolutions reads it, {@code [2, in, s] -> [2, out, ...]}. */
  private static Kernel waveform(int in, int out, int kernel, int stride, int length) {
    return waveform("", JavaConvolution.over(length, in, out, kernel, stride));
  }

  private static Kernel waveform(String name, JavaConvolution shape) {
    int kernel = shape.kernel()[0];
    int stride = shape.stride()[0];
    return new Kernel(
        Kernel.name(
            "conv1d, %d to %d channels, kernel %d, stride %d%s",
            shape.in(), shape.out(), kernel, stride, name),
        List.of(shape.input(), shape.weight(), shape.bias()),
        x -> one(Conv1d.conv1d(x.get(0), x.get(1), x.get(2), new Shape(stride))),
        x -> shape.apply(x[0], x[1], x[2]));
  }

  private static Kernel waveformOfOne(int in, int out, int kernel, int stride, int length) {
    return waveform(", one example", JavaConvolution.over(length, in, out, kernel, stride).ofOne());
  }

  /** The same over {@code [2, s, in]} whose axes are swapped, as behind a layer norm. */
  private static Kernel frames(int in, int out, int kernel, int stride, int length) {
    JavaConvolution shape = JavaConvolution.over(length, in, out, kernel, stride);
    return new Kernel(
        Kernel.name(
            "conv1d, %d to %d channels, kernel %d, stride %d, channels last",
            in, out, kernel, stride),
        List.of(KernelTensor.wide(2, length, in), shape.weight(), shape.bias()),
        x -> one(Conv1d.conv1d(x.get(0).swapAxes(1, 2), x.get(1), x.get(2), new Shape(stride))),
        x -> shape.apply(swapped(x[0], length, in), x[1], x[2]));
  }

  /** {@code [2, s, d] -> [2, d, ...]}, grouped and padded, as a speech model places its frames. */
  private static Kernel positions(int width, int groups, int kernel, int length) {
    JavaConvolution shape = JavaConvolution.padded(length, width, groups, kernel);
    return new Kernel(
        Kernel.name("conv1d, %d channels, groups: %d, kernel %d", width, groups, kernel),
        List.of(KernelTensor.wide(2, length, width), shape.weight(), shape.bias()),
        x ->
            one(
                Conv1d.conv1d(
                    x.get(0).swapAxes(1, 2),
                    x.get(1),
                    x.get(2),
                    new Shape(1),
                    new Shape(kernel / 2),
                    new Shape(1),
                    groups)),
        x -> shape.apply(swapped(x[0], length, width), x[1], x[2]));
  }

  /** {@code [2, in, ...] -> [2, patches, out]}; a rest that fills no patch stands at the end. */
  private static Kernel patches(String of, int in, int out, int... patch) {
    JavaConvolution shape = JavaConvolution.cutting(in, out, patch);
    int count = 1 << patch.length;
    return new Kernel(
        Kernel.name("%s, %d to %d channels, %s", of, in, out, java.util.Arrays.toString(patch)),
        List.of(shape.input(), shape.weight(), shape.bias()),
        x -> {
          NDArray positions = x.get(0).getManager().zeros(new Shape(count, out));
          return new PatchEmbedding(x.get(1), x.get(2), null, positions).apply(x.get(0));
        },
        x -> swapped(shape.apply(x[0], x[1], x[2]), out, count));
  }

  private static NDArray one(NDList list) {
    return list.singletonOrThrow();
  }

  /** {@code [b, rows, columns] -> [b, columns, rows]}. */
  private static double[] swapped(double[] x, int rows, int columns) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int in = i / (rows * columns) * rows * columns;
      y[i] = x[in + i % rows * columns + i / rows % columns];
    }
    return y;
  }
}
