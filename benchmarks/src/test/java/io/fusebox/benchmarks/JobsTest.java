package io.fusebox.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Operations counted from shapes, held to what is known of these models. */
class JobsTest {
  private final Jobs jobs = new Jobs(ModelSize.BASE);

  @Test
  void anImageTakesAVitTheSeventeenGigaMultiplicationsOfItsPaper() {
    double each = jobs.images().flops() / 2.0 / Jobs.IMAGES;
    assertEquals(17.56e9, each, 0.02e9); // 17.5 to 17.6 in published tables
  }

  @Test
  void oneLayerIsTwelveTimesItsWidthSquaredForEachPosition() {
    long layer = new Work(ModelShape.bart(ModelSize.BASE)).layers("x", 1, 1, 1).flops() / 6;
    assertEquals(2L * 12 * 768 * 768 + 4 * 768, layer);
  }

  @Test
  void aCacheSavesThePositionsThatItKnows() {
    long all = jobs.encoding(1, 1, 0).flops();
    long known = jobs.encoding(1, 1, Jobs.PROMPTS).flops();
    assertEquals(13.0 / 33, (double) known / all, 0.01);
  }

  @Test
  void theWayBackCostsAsMuchAgainAndMoreInAttention() {
    Work step = jobs.learning(Jobs.TOGETHER, 197, 0);
    assertTrue(step.trainingFlops() > 2 * step.flops());
    assertTrue(step.trainingFlops() < 2.2 * step.flops());
  }

  @Test
  void fewerHeadsOfKeysTakeSmallerProducts() {
    ModelShape shape = ModelShape.llama(ModelSize.BASE);
    long layer = new Work(shape).gatedLayers("x", 1, 1, 1).flops() / shape.layers();
    long weights = 2L * 576 * 576 + 2L * 576 * 192 + 3L * 576 * 1536;
    assertEquals(2 * weights + 4 * 576, layer);
  }
}
