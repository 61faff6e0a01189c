package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.testkit.EncoderContract;
import io.fusebox.fixtures.Tensors;
import org.junit.jupiter.api.Test;

/** The contract of every encoder, and what this one reads. */
class @Type@Test implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return new @Type@(new @Type@.Config(3));
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3), seed);
  }

  @Test
  void numbersAreReadAsTheyAre() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray numbers = encoder(manager).decode(manager, "1, -2.5\n3e1\n".getBytes());
      assertArrayEquals(new float[] {1, -2.5f, 30}, numbers.toFloatArray());
    }
  }

  @Test
  void filesWithMoreOrFewerNumbersAreRefused() {
    try (NDManager manager = NDManager.newBaseManager()) {
      ModalityEncoder encoder = encoder(manager);
      String message =
          assertThrows(FuseboxException.class, () -> encoder.decode(manager, "1 2".getBytes()))
              .getMessage();
      assertTrue(message.contains("3 numbers"), message);
    }
  }
}
