package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreedMemoryTest {
  @Test
  void whatIsInUseStaysWhereItIs() {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> all =
          IntStream.range(0, 200)
              .mapToObj(i -> manager.full(new Shape(10_000), (float) i))
              .toList();
      IntStream.range(0, 100).forEach(i -> all.get(2 * i).close()); // leaves holes
      FreedMemory.giveBack();
      for (int i = 1; i < all.size(); i += 2) {
        assertEquals(10_000f * i, all.get(i).sum().getFloat(), 1f);
      }
    }
  }
}
