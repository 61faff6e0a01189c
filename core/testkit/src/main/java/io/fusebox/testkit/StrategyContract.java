package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.fixtures.Tensors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every fusion strategy. */
public interface StrategyContract {
  /** The strategy. */
  FusionStrategy strategy();

  /** How wide the features are; a strategy that projects may say something else. */
  default long featureWidth() {
    return FusionBench.WIDTH;
  }

  @Test
  default void declaresEachWeightOnceAndAlwaysTheSame() {
    FusionBench bench = new FusionBench(featureWidth());
    List<WeightSpec> weights = strategy().weights(bench.spec());
    Set<String> names = new HashSet<>();
    weights.forEach(w -> assertTrue(names.add(w.name()), w.name() + " is declared twice"));
    weights.forEach(w -> assertTrue(w.learningRate() > 0, w.name() + " never learns"));
    assertEquals(weights, strategy().weights(bench.spec()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  default void fusesToThePlmsWidthWithMasksThatFit(int batch) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionBench bench = new FusionBench(featureWidth());
      PlmInput fused = strategy().fuse(bench.fusion(manager, strategy(), batch));
      assertFits(fused, batch);
    }
  }

  private static void assertFits(PlmInput fused, int batch) {
    assertEquals(batch, fused.batch());
    for (Segment segment : fused.segments()) {
      Shape shape = segment.embeddings().getShape();
      assertEquals(3, shape.dimension(), segment.name() + " is [b, s, d]");
      assertTrue(segment.batch() == 1 || segment.batch() == batch, segment.name());
      assertEquals(FusionBench.WIDTH, shape.get(2), segment.name());
      assertEquals(shape.slice(0, 2), segment.mask().getShape(), segment.name());
      assertEquals(DataType.INT64, segment.mask().getDataType(), segment.name());
    }
    fused.attention().ifPresent(mask -> assertAttentionFits(mask, fused.length(), batch));
    fused.prefix().ifPresent(prefix -> prefix.requireFits(FusionBench.PREFIX, batch));
  }

  private static void assertAttentionFits(NDArray mask, long length, int batch) {
    Shape shared = new Shape(length, length);
    Shape own = new Shape(batch, 1, length, length);
    assertTrue(
        mask.getShape().equals(shared) || mask.getShape().equals(own),
        "attention is %s or %s, found %s".formatted(shared, own, mask.getShape()));
  }

  @Test
  default void showsTheTextToThePlm() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = new FusionBench(featureWidth()).fusion(manager, strategy(), 2);
      long found =
          strategy().fuse(in).segments().list().stream()
              .filter(s -> s.name().equals(Segment.TEXT))
              .count();
      assertEquals(1, found, "segments named " + Segment.TEXT);
    }
  }

  @Test
  default void batchOwnsEveryResult() {
    try (NDManager host = NDManager.newBaseManager()) {
      int before = host.getManagedArrays().size();
      try (NDManager batch = host.newSubManager()) {
        FusionInput in = new FusionBench(featureWidth()).fusion(batch, strategy(), 2);
        PlmInput fused = strategy().fuse(in);
        for (Segment segment : fused.segments()) {
          assertSame(batch, segment.embeddings().getManager(), segment.name());
          assertSame(batch, segment.mask().getManager(), segment.name());
        }
        fused.attention().ifPresent(mask -> assertSame(batch, mask.getManager(), "attention"));
        fused.prefix().ifPresent(prefix -> assertSame(batch, prefix.keys().getManager(), "keys"));
        fused
            .prefix()
            .ifPresent(prefix -> assertSame(batch, prefix.values().getManager(), "values"));
      }
      assertEquals(before, host.getManagedArrays().size());
    }
  }

  @Test
  default void fusesTheSameInputToTheSame() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = new FusionBench(featureWidth()).fusion(manager, strategy(), 2);
      NDArray once = FusionBench.everything(strategy().fuse(in), 2);
      NDArray again = FusionBench.everything(strategy().fuse(in), 2);
      Tensors.assertClose(once, again, 0, "the second time");
    }
  }

  @Test
  default void leavesItsInputsAsTheyWere() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionBench bench = new FusionBench(featureWidth());
      FusionInput in = bench.fusion(manager, strategy(), 2);
      FusionInput before = bench.fusion(manager, strategy(), 2);
      strategy().fuse(in);
      FusionBench.assertEqual(before, in);
    }
  }

  @Test
  default void gradientReachesEveryWeightAndNothingElse() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = new FusionBench(featureWidth()).fusion(manager, strategy(), 2);
      if (in.weights().isEmpty()) {
        PlmInput fused = strategy().fuse(in);
        fused.segments().forEach(s -> assertFalse(s.embeddings().hasGradient(), s.name()));
        return;
      }
      in.weights().values().forEach(w -> w.setRequiresGradient(true));
      List<String> names = List.copyOf(in.weights().keySet());
      List<Double> reached =
          Gradients.of(
              () -> FusionBench.everything(strategy().fuse(in), 2),
              names.stream().map(in::weight).toList());
      for (int i = 0; i < names.size(); i++) {
        assertTrue(reached.get(i) > 0, names.get(i) + " gets no gradient");
      }
      in.text().forEach(s -> assertFalse(s.embeddings().hasGradient(), s.name()));
      in.features().forEach(s -> assertFalse(s.embeddings().hasGradient(), s.name()));
    }
  }

  @Test
  default void gradientReachesTheFeaturesOfThawedEncoders() {
    assumeTrue(strategy().thawsEncoders(), "frozen features have no gradient");
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = new FusionBench(featureWidth()).fusion(manager, strategy(), 2);
      List<NDArray> features = in.features().list().stream().map(Segment::embeddings).toList();
      features.forEach(f -> f.setRequiresGradient(true));
      Gradients.of(() -> FusionBench.joined(strategy().fuse(in), 2), features)
          .forEach(g -> assertTrue(g > 0, "features get no gradient"));
    }
  }

  @Test
  default void missingModalityWorksOrIsRefusedInWords() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = new FusionBench(featureWidth()).fusionOfTextAlone(manager, strategy());
      PlmInput fused;
      try {
        fused = strategy().fuse(in);
      } catch (FuseboxException refused) {
        assertFalse(String.valueOf(refused.getMessage()).isBlank());
        return;
      }
      assertFits(fused, 2);
    }
  }
}
