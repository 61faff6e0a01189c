package io.fusebox.runtime.explain.gradients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.GenerationConfig;
import org.junit.jupiter.api.Test;

class AttributionTargetTest {
  private static final PlmSpec PLM = new PlmSpec("tiny", "bart", 8, 50, 64, 2, 1, 2, "0");
  private static final GenerationConfig FREE = GenerationConfig.greedy(6);
  private static final GenerationConfig FORCED =
      new GenerationConfig(6, 0, 1, 1, GenerationConfig.EarlyStopping.FALSE, 0, 0, 2, 1);

  @Test
  void readsEachLabelBehindTheOnesBefore() {
    AttributionTarget target =
        AttributionTarget.labels(new long[][] {{7, 8, 2}, {9, 2, -100}}, PLM);
    assertArrayEquals(new long[][] {{2, 7, 8}, {2, 9, 2}}, target.decoderIds());
    assertEquals(2, target.examples());
  }

  @Test
  void readsPaddingBehindALabelThatDoesNotCount() {
    AttributionTarget target = AttributionTarget.labels(new long[][] {{7, -100, 8}}, PLM);
    assertArrayEquals(new long[][] {{2, 7, 1}}, target.decoderIds());
  }

  @Test
  void takesTheFirstGeneratedToken() {
    AttributionTarget target =
        AttributionTarget.firstToken(new long[][] {{2, 7, 8}, {2, 9, 2}}, FREE);
    assertArrayEquals(new long[][] {{2}, {2}}, target.decoderIds());
    assertArrayEquals(new long[][] {{7}, {9}}, target.labels());
  }

  @Test
  void takesTheFirstTokenBehindAForcedOne() {
    AttributionTarget target =
        AttributionTarget.firstToken(new long[][] {{2, 0, 8, 2}, {2, 0, 9, 2}}, FORCED);
    assertArrayEquals(new long[][] {{2, 0}, {2, 0}}, target.decoderIds());
    assertArrayEquals(new long[][] {{-100, 8}, {-100, 9}}, target.labels());
  }

  @Test
  void takesTheForcedTokenWhenThereIsNoOther() {
    AttributionTarget target = AttributionTarget.firstToken(new long[][] {{2, 0}}, FORCED);
    assertArrayEquals(new long[][] {{0}}, target.labels());
  }

  @Test
  void refusesNothingAndRaggedRows() {
    assertThrows(FuseboxException.class, () -> AttributionTarget.labels(new long[0][], PLM));
    assertThrows(
        FuseboxException.class, () -> AttributionTarget.firstToken(new long[][] {{2}}, FREE));
    assertThrows(
        FuseboxException.class, () -> AttributionTarget.labels(new long[][] {{7, 2}, {2}}, PLM));
    assertThrows(
        FuseboxException.class,
        () -> new AttributionTarget(new long[][] {{2}}, new long[][] {{7, 2}}));
  }
}
