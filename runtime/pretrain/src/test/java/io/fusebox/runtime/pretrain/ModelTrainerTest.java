package io.fusebox.runtime.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.tensor.Autograd;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {

  /** One step on the sum of squares, which is least at 0. */
  private static float step(ModelTrainer learner, NDArray x, double rate) {
    return Autograd.with(
        () -> {
          try (NDManager manager = NDManager.newBaseManager()) {
            NDArray one = manager.ones(x.getShape());
            return learner.step(one.mul(x).square().sum(), rate);
          }
        });
  }

  @Test
  void goesDownhillInPlace() {
    try (NDManager owner = NDManager.newBaseManager()) {
      NDArray x = owner.create(new float[] {3, -2}).duplicate();
      ModelTrainer learner = new ModelTrainer(Map.of("x", x));
      float first = step(learner, x, 0.1);
      for (int i = 0; i < 100; i++) {
        step(learner, x, 0.1);
      }
      assertEquals(13, first, 1e-4);
      assertTrue(Math.abs(x.getFloat(0)) < 0.2, "x is " + x.getFloat(0));
    }
  }

  @Test
  void refusesToGoOnFromALossThatIsNoNumber() {
    try (NDManager owner = NDManager.newBaseManager()) {
      NDArray x = owner.create(new float[] {Float.NaN}).duplicate();
      ModelTrainer learner = new ModelTrainer(Map.of("x", x));
      FuseboxException e = assertThrows(FuseboxException.class, () -> step(learner, x, 0.1));
      assertTrue(e.getMessage().contains("NaN"), e.getMessage());
    }
  }

  @Test
  void theRateRisesThenFallsToNothing() {
    WarmupSchedule rate = new WarmupSchedule(1, 1000);
    assertTrue(rate.at(0) < 0.02);
    assertEquals(1, rate.at(80), 0.02);
    assertTrue(rate.at(500) < rate.at(300));
    assertTrue(rate.at(999) < 1e-4);
  }
}
