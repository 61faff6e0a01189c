package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tensors that own their memory. What {@code NDManager.create} makes of a buffer only borrows it
 * and dangles once that buffer is gone; and one buffer ends at 2 GiB.
 */
public final class OwnedTensors {
  private OwnedTensors() {}

  /** Gives a tensor its elements, stretch by stretch. */
  public interface ElementWriter {
    /**
     * Writes the elements from {@code first} on.
     *
     * @param elements the tensor's own memory for exactly {@code count} elements: direct, in native
     *     byte order, from position 0. It must not be kept
     */
    void write(ByteBuffer elements, long first, int count);
  }

  /**
   * Makes a tensor. Nothing is copied: its elements are written where they stay.
   *
   * @param manager owns the result
   * @param chunk how many elements are written at a time
   */
  public static NDArray fill(
      NDManager manager, Shape shape, DataType type, int chunk, ElementWriter writer) {
    long size = shape.size();
    if (size == 0) {
      return manager.create(shape, type);
    }
    NDArray tensor = manager.create(shape, type);
    try (NDArray flat = tensor.reshape(new Shape(size))) {
      for (long first = 0; first < size; first += chunk) {
        int count = (int) Math.min(chunk, size - first);
        try (NDArray part = flat.get(new NDIndex("{}:{}", first, first + count))) {
          writer.write(memory(part, count), first, count);
        }
      }
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
  }

  private static ByteBuffer memory(NDArray part, int count) {
    ByteBuffer bytes = part.toByteBuffer(true);
    if (!bytes.isDirect()
        || bytes.capacity() != (long) count * part.getDataType().getNumOfBytes()) {
      throw new IllegalStateException("the engine did not give a tensor's own memory");
    }
    return bytes.order(ByteOrder.nativeOrder());
  }
}
