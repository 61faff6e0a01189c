package io.fusebox.runtime.explain.gradients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.plm.Generation;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final PlmSpec PLM = new PlmSpec("tiny", "bart", 8, 50, 64, 2, 1, 2, "0");
  private static final Generation FREE = Generation.greedy(6);
  private static final Generation FORCED =
      new Generation(6, 0, 1, 1, Generation.Early.FALSE, 0, 0, 2, 1);

  @Test
  void readsEachLabelBehindTheOnesBefore() {
    Target target = Target.labels(new long[][] {{7, 8, 2}, {9, 2, -100}}, PLM);
    assertArrayEquals(new long[][] {{2, 7, 8}, {2, 9, 2}}, target.decoderIds());
    assertEquals(2, target.examples());
  }

  @Test
  void readsPaddingBehindALabelThatDoesNotCount() {
    Target target = Target.labels(new long[][] {{7, -100, 8}}, PLM);
    assertArrayEquals(new long[][] {{2, 7, 1}}, target.decoderIds());
  }

  @Test
  void takesTheFirstGeneratedToken() {
    Target target = Target.firstToken(new long[][] {{2, 7, 8}, {2, 9, 2}}, FREE);
    assertArrayEquals(new long[][] {{2}, {2}}, target.decoderIds());
    assertArrayEquals(new long[][] {{7}, {9}}, target.labels());
  }

  @Test
  void takesTheFirstTokenBehindAForcedOne() {
    Target target = Target.firstToken(new long[][] {{2, 0, 8, 2}, {2, 0, 9, 2}}, FORCED);
    assertArrayEquals(new long[][] {{2, 0}, {2, 0}}, target.decoderIds());
    assertArrayEquals(new long[][] {{-100, 8}, {-100, 9}}, target.labels());
  }

  @Test
  void takesTheForcedTokenWhenThereIsNoOther() {
    Target target = Target.firstToken(new long[][] {{2, 0}}, FORCED);
    assertArrayEquals(new long[][] {{0}}, target.labels());
  }

  @Test
  void refusesNothingAndRaggedRows() {
    assertThrows(FuseboxException.class, () -> Target.labels(new long[0][], PLM));
    assertThrows(FuseboxException.class, () -> Target.firstToken(new long[][] {{2}}, FREE));
    assertThrows(FuseboxException.class, () -> Target.labels(new long[][] {{7, 2}, {2}}, PLM));
    assertThrows(
        FuseboxException.class, () -> new Target(new long[][] {{2}}, new long[][] {{7, 2}}));
  }
}
