package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns the bytes of one tensor into a tensor. What torch takes as it is, it copies straight from
 * the mapped file; BF16 and I16, which abort the JVM in this binding, are widened here.
 */
final class TensorReader {
  /** Two widened copies of a stretch this long are all that a read needs beside its result. */
  private static final int WIDENED = 1 << 22;

  private final TensorEntry entry;
  private final OwnedTensors.ElementSource file;
  private final int chunk;

  /**
   * Reads one tensor.
   *
   * @param file gives stretches of the file's elements, little-endian
   * @param chunk the most elements that one stretch may have
   */
  TensorReader(TensorEntry entry, OwnedTensors.ElementSource file, int chunk) {
    this.entry = entry;
    this.file = file;
    this.chunk = chunk;
  }

  /** The tensor in the type that {@link Dtype#readAs()} names, owned by {@code manager}. */
  NDArray read(NDManager manager) {
    return switch (entry.dtype()) {
      case F64, F32, I64, I32, I8, U8 -> copy(manager, entry.dtype().readAs().orElseThrow());
      case F16 -> converted(copy(manager, DataType.FLOAT16));
      case BOOL -> truth(copy(manager, DataType.UINT8));
      case BF16, I16 -> widen(manager);
      default ->
          throw new FuseboxException(
              "tensor %s is %s, which cannot be read; convert it to F32, F16 or BF16"
                  .formatted(MalformedFileException.quote(entry.name()), entry.dtype()));
    };
  }

  private NDArray copy(NDManager manager, DataType type) {
    return OwnedTensors.fill(manager, entry.shape(), type, chunk, file);
  }

  private NDArray converted(NDArray half) {
    try (half) {
      return half.toType(DataType.FLOAT32, true);
    }
  }

  /** Torch would take a byte of 2 for a truth value and misbehave. */
  private NDArray truth(NDArray bytes) {
    try (bytes) {
      return bytes.neq(0);
    }
  }

  private NDArray widen(NDManager manager) {
    DataType type = entry.dtype().readAs().orElseThrow();
    return OwnedTensors.fill(manager, entry.shape(), type, Math.min(chunk, WIDENED), this::widened);
  }

  private ByteBuffer widened(long first, int count) {
    ByteBuffer narrow = file.elements(first, count).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wide = ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder());
    boolean brain = entry.dtype() == Dtype.BF16;
    for (int i = 0; i < count; i++) {
      int value = narrow.getShort(2 * i);
      wide.putInt(4 * i, brain ? value << 16 : value);
    }
    return wide;
  }
}
