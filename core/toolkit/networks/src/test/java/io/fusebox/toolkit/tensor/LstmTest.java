package io.fusebox.toolkit.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fixtures.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmTest {
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, true", "5, false", "5, true"})
  void givesWhatTheFormulasGive(int n, boolean backward) {
    try (NDManager model = NDManager.newBaseManager();
        NDManager batch = NDManager.newBaseManager()) {
      Linear input = linear(model, 12, 4, 1);
      Lstm lstm = new Lstm(input, linear(model, 12, 3, 3), backward);
      NDArray x = Tensors.normal(batch, new Shape(n, 4), 5);
      NDArray found = lstm.apply(x);
      assertSame(batch, found.getManager());
      double[][] expected = ScalarLstm.apply(lstm, ScalarLstm.rows(x));
      double[][] rows = ScalarLstm.rows(found);
      for (int i = 0; i < n; i++) {
        assertArrayEquals(expected[i], rows[i], 1e-6);
      }
    }
  }

  private static Linear linear(NDManager manager, long out, long in, long seed) {
    return new Linear(
        Tensors.normal(manager, new Shape(out, in), seed),
        Tensors.normal(manager, new Shape(out), seed + 1));
  }
}
