package io.fusebox.toolkit.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loss and its gradient, against the formula. */
class LossesTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void isTheMeanOverLabelsThatCount() {
    NDArray logits = manager.zeros(new Shape(2, 2, 4));
    NDArray labels = manager.create(new long[] {3, -100, -100, -100}, new Shape(2, 2));
    assertEquals(Math.log(4), Losses.crossEntropy(logits, labels).getFloat(), 1e-6);
  }

  @Test
  void isNaNWhenNoLabelCounts() {
    NDArray logits = manager.zeros(new Shape(1, 1, 4));
    NDArray labels = manager.create(new long[] {-100}, new Shape(1, 1));
    assertTrue(Float.isNaN(Losses.crossEntropy(logits, labels).getFloat()));
  }

  @Test
  void hasTheGradientOfTheFormulaEveryTime() {
    for (int i = 0; i < 200; i++) {
      try (NDManager step = manager.newSubManager();
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray logits = step.zeros(new Shape(1, 2, 2));
        logits.setRequiresGradient(true);
        NDArray labels = step.create(new long[] {1, -100}, new Shape(1, 2));
        collector.backward(Losses.crossEntropy(logits, labels));
        float[] gradient = logits.getGradient().toFloatArray();
        assertArrayEquals(new float[] {0.5f, -0.5f, 0, 0}, gradient, 1e-6f);
      }
    }
  }
}
