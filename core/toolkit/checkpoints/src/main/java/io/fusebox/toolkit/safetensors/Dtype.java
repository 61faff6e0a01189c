package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The element types of the format, and what each is read as. */
public enum Dtype {
  F64(8, DataType.FLOAT64),
  F32(4, DataType.FLOAT32),
  F16(2, DataType.FLOAT32),
  BF16(2, DataType.FLOAT32),
  I64(8, DataType.INT64),
  I32(4, DataType.INT32),
  I16(2, DataType.INT32),
  I8(1, DataType.INT8),
  U8(1, DataType.UINT8),
  BOOL(1, DataType.BOOLEAN),
  // Known, so that a file that holds one in addition to what is wanted still opens; nothing reads
  // them.
  U64(8, null),
  U32(4, null),
  U16(2, null),
  F8_E4M3(1, null),
  F8_E5M2(1, null);

  private final int bytes;
  private final @Nullable DataType readAs;

  Dtype(int bytes, @Nullable DataType readAs) {
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The type of the tensor that reading gives; empty when it cannot be read. */
  public Optional<DataType> readAs() {
    return Optional.ofNullable(readAs);
  }

  static Optional<Dtype> of(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }
}
