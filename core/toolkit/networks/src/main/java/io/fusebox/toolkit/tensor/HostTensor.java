package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * A float32 tensor in Java memory, row by row: it outlives every manager, and a copy of it on a
 * batch's manager is freed with the batch.
 */
public record HostTensor(Shape shape, float[] data) {
  public HostTensor {
    if (shape.size() != data.length) {
      throw new IllegalArgumentException(shape + " does not hold " + data.length + " numbers");
    }
  }

  /** A copy of an array's numbers. */
  public static HostTensor of(NDArray array) {
    return new HostTensor(array.getShape(), array.toFloatArray());
  }

  /** A copy on {@code manager}. */
  public NDArray toTensor(NDManager manager) {
    // A created array is a view of its buffer; duplicating makes native memory of it.
    try (NDArray view = manager.create(data, shape)) {
      return view.duplicate();
    }
  }

  /** Writes these numbers into a live tensor of the same shape: its holders see them. */
  public void into(NDArray live) {
    try (NDManager manager = NDManager.newBaseManager()) {
      live.set(new NDIndex("..."), manager.create(data, shape));
    }
  }

  /** A copy in Java memory. */
  public HostTensor copy() {
    return new HostTensor(shape, data.clone());
  }
}
