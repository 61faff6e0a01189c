package io.fusebox.toolkit.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * Tensors that own their memory. What {@code NDManager.create} makes of a buffer only borrows it
 * and dangles once that buffer is gone; and one buffer ends at 2 GiB.
 */
public final class OwnedTensors {
  private OwnedTensors() {}

  /** Gives a tensor's elements, stretch by stretch. */
  public interface ElementSource {
    /**
     * The elements from {@code first} on.
     *
     * @return exactly {@code count} elements: direct, in native byte order, from position 0
     */
    ByteBuffer elements(long first, int count);
  }

  /**
   * Makes a tensor.
   *
   * @param manager owns the result
   * @param chunk how many elements the source is asked for at a time
   */
  public static NDArray fill(
      NDManager manager, Shape shape, DataType type, int chunk, ElementSource source) {
    long size = shape.size();
    if (size == 0) {
      return manager.create(shape, type);
    }
    if (size <= chunk) {
      try (NDArray borrowed = manager.create(source.elements(0, (int) size), shape, type)) {
        return borrowed.duplicate();
      }
    }
    try (NDArray flat = manager.create(new Shape(size), type)) {
      for (long first = 0; first < size; first += chunk) {
        int count = (int) Math.min(chunk, size - first);
        ByteBuffer elements = source.elements(first, count);
        try (NDArray borrowed = manager.create(elements, new Shape(count), type)) {
          flat.set(new NDIndex("{}:{}", first, first + count), borrowed);
        }
      }
      // A view of memory that torch owns and counts: it outlives the handle that is closed here.
      return flat.reshape(shape);
    }
  }
}
