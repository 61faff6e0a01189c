package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A tensor's numbers outside the engine, so that nothing need be freed.
 *
 * @param exact whether these are ids, bytes or truth values, which must be the same
 * @param numbers in row-major order
 * @param tolerance how far they may be from what the reference computed
 */
record TensorValues(Shape shape, boolean exact, double[] numbers, double tolerance) {

  /** Numbers of one forward or backward pass. */
  TensorValues(Shape shape, boolean exact, double[] numbers) {
    this(shape, exact, numbers, OutputComparison.FORWARD);
  }

  TensorValues within(double allowed) {
    return new TensorValues(shape, exact, numbers, allowed);
  }

  /** Copies a tensor. */
  static TensorValues of(NDArray x) {
    boolean exact = !x.getDataType().isFloating();
    return new TensorValues(x.getShape(), exact, numbers(x));
  }

  private static double[] numbers(NDArray x) {
    return switch (x.getDataType()) {
      case FLOAT32 -> widened(x.toFloatArray());
      case FLOAT64 -> x.toDoubleArray();
      case INT64 -> Arrays.stream(x.toLongArray()).asDoubleStream().toArray();
      case INT32 -> Arrays.stream(x.toIntArray()).asDoubleStream().toArray();
      case UINT8 -> Arrays.stream(x.toUint8Array()).asDoubleStream().toArray();
      case INT8 -> bytes(x.toByteArray());
      case BOOLEAN -> truths(x.toBooleanArray());
      default -> throw new IllegalArgumentException("cannot compare " + x.getDataType());
    };
  }

  static TensorValues floats(float[] numbers, Shape shape) {
    return new TensorValues(shape, false, widened(numbers));
  }

  static TensorValues scalar(double number) {
    return new TensorValues(new Shape(), false, new double[] {number});
  }

  static TensorValues ids(long[] row) {
    return new TensorValues(
        new Shape(row.length), true, Arrays.stream(row).asDoubleStream().toArray());
  }

  /** Rows of equal length. */
  static TensorValues ids(long[][] rows) {
    long columns = rows.length == 0 ? 0 : rows[0].length;
    double[] numbers = Arrays.stream(rows).flatMapToLong(Arrays::stream).asDoubleStream().toArray();
    return new TensorValues(new Shape(rows.length, columns), true, numbers);
  }

  /** Bytes from 0 to 255. */
  static TensorValues unsigned(byte[] bytes, Shape shape) {
    double[] numbers =
        IntStream.range(0, bytes.length).mapToDouble(i -> Byte.toUnsignedInt(bytes[i])).toArray();
    return new TensorValues(shape, true, numbers);
  }

  private static double[] widened(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  private static double[] bytes(byte[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
  }

  private static double[] truths(boolean[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] ? 1 : 0).toArray();
  }
}
