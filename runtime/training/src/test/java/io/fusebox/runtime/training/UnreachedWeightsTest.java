package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreachedWeightsTest {
  private static final float[] NOTHING = {0, 0};
  private static final float[] SOMETHING = {0, -1e-9f};

  private final UnreachedWeights weights = new UnreachedWeights(Set.of("early", "late", "never"));

  @Test
  void whatNoGradientReachesIsNamed() {
    weights.see(Map.of("early", SOMETHING, "late", NOTHING, "never", NOTHING));
    weights.see(Map.of("early", NOTHING, "late", SOMETHING, "never", NOTHING));
    List<String> remarks = weights.remarks();
    assertEquals(1, remarks.size(), remarks::toString);
    assertTrue(remarks.get(0).contains("'never' has learnt nothing in 2 updates"), remarks.get(0));
  }

  @Test
  void oneUpdateIsNotEnoughToTell() {
    weights.see(Map.of("early", SOMETHING, "late", NOTHING, "never", NOTHING));
    assertEquals(List.of(), weights.remarks());
  }
}
