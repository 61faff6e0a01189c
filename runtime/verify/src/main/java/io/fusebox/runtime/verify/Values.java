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
record Values(Shape shape, boolean exact, double[] numbers, double tolerance) {

  /** Numbers of one forward or backward pass. */
  Values(Shape shape, boolean exact, double[] numbers) {
    this(shape, exact, numbers, Comparison.FORWARD);
  }

  Values within(double allowed) {
    return new Values(shape, exact, numbers, allowed);
  }

  /** Copies a tensor. */
  static Values of(NDArray x) {
    boolean exact = !x.getDataType().isFloating();
    return new Values(x.getShape(), exact, numbers(x));
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

  static Values floats(float[] numbers, Shape shape) {
    return new Values(shape, false, widened(numbers));
  }

  static Values scalar(double number) {
    return new Values(new Shape(), false, new double[] {number});
  }

  static Values ids(long[] row) {
    return new Values(new Shape(row.length), true, Arrays.stream(row).asDoubleStream().toArray());
  }

  /** Rows of equal length. */
  static Values ids(long[][] rows) {
    long columns = rows.length == 0 ? 0 : rows[0].length;
    double[] numbers = Arrays.stream(rows).flatMapToLong(Arrays::stream).asDoubleStream().toArray();
    return new Values(new Shape(rows.length, columns), true, numbers);
  }

  /** Bytes from 0 to 255. */
  static Values unsigned(byte[] bytes, Shape shape) {
    double[] numbers =
        IntStream.range(0, bytes.length).mapToDouble(i -> Byte.toUnsignedInt(bytes[i])).toArray();
    return new Values(shape, true, numbers);
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
