package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/**
 * Turns the bytes of one tensor into a tensor. What torch takes as it is, is read straight into the
 * tensor's memory; what it does not take (BF16 and I16 abort the JVM in this binding) or what is
 * wanted wider (F16) is widened stretch by stretch, so that a read needs next to nothing alongside
 * its result.
 */
final class TensorReader {
  /** Elements that are widened at a time. */
  private static final int STRETCH = 1 << 18;

  private final TensorEntry entry;
  private final ByteSource file;
  private final int chunk;

  /** Gives a tensor's bytes as they are in its file. */
  @FunctionalInterface
  interface ByteSource {
    /** Fills {@code bytes} with those from {@code first} on, counted from the tensor's first. */
    void read(ByteBuffer bytes, long first);
  }

  /**
   * Reads one tensor.
   *
   * @param chunk the most elements that are read at a time
   */
  TensorReader(TensorEntry entry, ByteSource file, int chunk) {
    this.entry = entry;
    this.file = file;
    this.chunk = chunk;
  }

  /** The tensor in the type that {@link Dtype#readAs()} names, owned by {@code manager}. */
  NDArray read(NDManager manager) {
    return switch (entry.dtype()) {
      case F64, F32, I64, I32, I8, U8 -> copy(manager, entry.dtype().readAs().orElseThrow());
      case BOOL -> truth(copy(manager, DataType.UINT8));
      case F16 -> widen(manager, TensorReader::half);
      case BF16 -> widen(manager, bits -> bits << 16);
      case I16 -> widen(manager, value -> value);
      default ->
          throw new FuseboxException(
              "tensor %s is %s, which cannot be read; convert it to F32, F16 or BF16"
                  .formatted(MalformedFileException.quote(entry.name()), entry.dtype()));
    };
  }

  private NDArray copy(NDManager manager, DataType type) {
    long size = entry.dtype().bytes();
    return OwnedTensors.fill(
        manager,
        entry.shape(),
        type,
        chunk,
        (elements, first, count) -> file.read(elements, first * size));
  }

  /** Torch would take a byte of 2 for a truth value and misbehave. */
  private NDArray truth(NDArray bytes) {
    try (bytes) {
      return bytes.neq(0);
    }
  }

  /**
   * Reads elements of 16 bits.
   *
   * @param wider the 32 bits of one, from its 16 with their sign
   */
  private NDArray widen(NDManager manager, IntUnaryOperator wider) {
    DataType type = entry.dtype().readAs().orElseThrow();
    int stretch = (int) Math.min(Math.min(chunk, STRETCH), entry.shape().size());
    ByteBuffer bytes = ByteBuffer.allocate(2 * stretch).order(ByteOrder.LITTLE_ENDIAN);
    // Loops over arrays: over buffers they take ten times as long until they are compiled.
    short[] narrow = new short[stretch];
    int[] wide = new int[stretch];
    return OwnedTensors.fill(
        manager,
        entry.shape(),
        type,
        Math.max(stretch, 1),
        (elements, first, count) -> {
          file.read(bytes.clear().limit(2 * count), 2 * first);
          bytes.rewind().asShortBuffer().get(narrow, 0, count);
          for (int i = 0; i < count; i++) {
            wide[i] = wider.applyAsInt(narrow[i]);
          }
          elements.asIntBuffer().put(wide, 0, count);
        });
  }

  /** The bits of a float of 16 bits as those of one of 32 (IEEE 754). */
  private static int half(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      return sign | Float.floatToRawIntBits(Math.scalb((float) fraction, -24));
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return sign | wide << 23 | fraction << 13;
  }
}
