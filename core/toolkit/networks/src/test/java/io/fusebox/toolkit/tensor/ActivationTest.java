package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations against their definitions at -1, 0.5 and 2. */
class ActivationTest {

  @ParameterizedTest
  @CsvSource({
    "gelu, -0.1586553, 0.3457312, 1.9544997",
    "gelu_fast, -0.1588080, 0.3457140, 1.9545977",
    "gelu_new, -0.1588080, 0.3457140, 1.9545977",
    "quick_gelu, -0.1541943, 0.3503854, 1.9356585",
    "relu, 0, 0.5, 2",
    "silu, -0.2689414, 0.3112297, 1.7615942",
    "tanh, -0.7615942, 0.4621172, 0.9640276"
  })
  void isAsDefined(String name, float a, float b, float c) {
    try (NDManager manager = NDManager.newBaseManager();
        NDManager batch = manager.newSubManager()) {
      Activation activation = Activation.named(name, manager);
      int owned = manager.getManagedArrays().size();
      try (NDManager step = batch.newSubManager()) {
        NDArray y = activation.apply(step.create(new float[] {-1, 0.5f, 2}));
        assertArrayEquals(new float[] {a, b, c}, y.toFloatArray(), 1e-5f);
      }
      assertEquals(owned, manager.getManagedArrays().size());
    }
  }

  @Test
  void knowsAllThatItNames() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Activation.KNOWN.forEach(
          name -> assertDoesNotThrow(() -> Activation.named(name, manager), name));
      assertThrows(FuseboxException.class, () -> Activation.named("mish", manager));
    }
  }
}
