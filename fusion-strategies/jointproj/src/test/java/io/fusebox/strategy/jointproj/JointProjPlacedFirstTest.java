package io.fusebox.strategy.jointproj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The authors' order: words and features are placed, then joined. */
class JointProjPlacedFirstTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new JointProj(new JointProj.Config(true, true));
  }

  @Test
  void joinsWhatIsPlacedAndPlacesNothingAfter() {
    try (NDManager manager = NDManager.newBaseManager()) {
      // One word of width 1: 2 * (3 + 10) + 4 * (5 + 10) + 7.
      Segment joint = strategy().fuse(fusion(manager, 3)).segments().list().get(0);
      assertArrayEquals(new float[] {93}, joint.embeddings().toFloatArray());
      assertTrue(joint.placed());
    }
  }

  @Test
  void leavesPlacingToThePlmUnlessItIsSet() {
    try (NDManager manager = NDManager.newBaseManager()) {
      JointProj later = new JointProj(new JointProj.Config(true, false));
      Segment joint = later.fuse(fusion(manager, 3)).segments().list().get(0);
      assertArrayEquals(new float[] {33}, joint.embeddings().toFloatArray());
      assertFalse(joint.placed());
    }
  }

  @Test
  void joinsPaddedWordsWithTheFeaturesOnlyIfItIsSet() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (boolean zero : new boolean[] {true, false}) {
        JointProj strategy = new JointProj(new JointProj.Config(zero, false));
        Segment joint = strategy.fuse(fusion(manager, 3, 1)).segments().list().get(0);
        assertArrayEquals(
            new float[] {33, zero ? 9 : 29}, joint.embeddings().toFloatArray(), "zero: " + zero);
      }
    }
  }

  @Test
  void refusesFeaturesThatThePlmCannotPlace() {
    FusionSpec spec =
        new FusionSpec(
            new PlmSpec("bart", "bart", 8, 50, 64, 2, 1, 2, "0"),
            List.of(new FeatureSpec(Modality.IMAGE, "vit", 12)));
    String message =
        assertThrows(FuseboxException.class, () -> strategy().weights(spec)).getMessage();
    assertTrue(message.contains("width 12"), message);
    assertTrue(message.contains("set place-first to false"), message);
    assertEquals(3, new JointProj(new JointProj.Config(true, false)).weights(spec).size());
  }

  /** A first word that is real, then padding; one feature vector, 5; placing adds 10. */
  private static FusionInput fusion(NDManager manager, float... words) {
    long[] mask = new long[words.length];
    mask[0] = 1;
    NDArray text = manager.create(words, new Shape(1, words.length, 1)).duplicate();
    NDArray real = manager.create(mask, new Shape(1, words.length)).duplicate();
    return new FusionInput(
        Segments.of(Segment.unpadded("image", manager.full(new Shape(1, 1, 1), 5f))),
        Segments.of(new Segment(Segment.TEXT, text, real)),
        Map.of(
            "word.weight", manager.full(new Shape(1, 1), 2f),
            "image.weight", manager.full(new Shape(1, 1), 4f),
            "bias", manager.full(new Shape(1), 7f)),
        s -> new Segment(s.name(), s.embeddings().add(10), s.mask(), true));
  }
}
