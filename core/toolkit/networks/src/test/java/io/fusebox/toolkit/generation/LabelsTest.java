package io.fusebox.toolkit.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void shiftsLabelsBehindTheStartToken() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray labels = manager.create(new long[] {5, 6, -100, 7, -100, -100}, new Shape(2, 3));
      long[] shifted = Labels.shiftRight(labels, 2, 1).toLongArray();
      assertArrayEquals(new long[] {2, 5, 6, 2, 7, 1}, shifted);
    }
  }
}
