package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.types.Shape;

/**
 * One tensor of a file: its type, its shape, and where its bytes are.
 *
 * @param begin of its first byte, counted from the end of the header
 * @param end one past its last byte
 */
public record TensorEntry(String name, Dtype dtype, Shape shape, long begin, long end) {
  /** The number of bytes in the file. */
  public long bytes() {
    return end - begin;
  }
}
