package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void theFirstUpdateIsOneLearningRateAgainstTheGradientWhateverItsSize() {
    float[] value = {1, 1, 1};
    new Adam().update("w", value, new float[] {1e-3f, -50, 0}, 0.5);
    assertArrayEquals(new float[] {0.5f, 1.5f, 1}, value, 1e-4f);
  }

  /** m = 0.1 * 2 + 0.9 * 0.1 and so on, by hand. */
  @Test
  void theSecondUpdateRemembersTheFirst() {
    float[] value = {0};
    Adam adam = new Adam();
    adam.update("w", value, new float[] {1}, 0.1);
    adam.update("w", value, new float[] {-1}, 0.1);
    double m = (0.9 * 0.1 - 0.1) / (1 - 0.81);
    double v = (0.999 * 0.001 + 0.001) / (1 - 0.999 * 0.999);
    assertEquals(-0.1 - 0.1 * m / Math.sqrt(v), value[0], 1e-5);
    assertEquals(2, adam.state().get("w").step());
  }
}
