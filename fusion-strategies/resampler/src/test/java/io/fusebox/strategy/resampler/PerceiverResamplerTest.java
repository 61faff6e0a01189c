package io.fusebox.strategy.resampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.fixtures.Tensors;
import io.fusebox.strategy.resampler.PerceiverResampler.Config;
import io.fusebox.testkit.StrategyContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceiverResamplerTest implements StrategyContract {
  private static final int WIDTH = 8;
  private static final int FEATURES = 5;

  private final NDManager manager = NDManager.newBaseManager();

  @Override
  public FusionStrategy strategy() {
    return new PerceiverResampler(new Config(3, 6, 2));
  }

  @Override
  public long featureWidth() {
    return FEATURES;
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"16, 256, 8, 768, 768", "3, 6, 2, 5, 8", "32, 64, 1, 384, 96"})
  void hasAsManyParametersAsItsFormulaSays(int k, int r, int heads, long features, long d) {
    FusionStrategy resampler = new PerceiverResampler(new Config(k, r, heads));
    long count =
        resampler.weights(spec(d, new FeatureSpec(Modality.AUDIO, "whisper", features))).stream()
            .mapToLong(w -> w.shape(d).size())
            .sum();
    assertEquals(r * (features + d + 12L * r + k + 15) + d, count);
    assertTrue(k != 16 || count == 1_188_352, "as the README says");
  }

  @Test
  void computesItsFormulaForEachExample() {
    NDArray features = Tensors.normal(manager, new Shape(2, 7, FEATURES), 1);
    NDArray found = resampled(weights(), Segment.unpadded("image", features)).embeddings();
    assertEquals(new Shape(2, 3, WIDTH), found.getShape());
    for (int i = 0; i < 2; i++) {
      double[][] expected =
          new PlainResampler(weights(), 2).apply(PlainResampler.rows(features.get(i)));
      double[][] rows = PlainResampler.rows(found.get(i));
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < WIDTH; j++) {
          assertEquals(expected[k][j], rows[k][j], 1e-4, "example " + i);
        }
      }
    }
  }

  @Test
  void turnsManyFramesIntoAFewVectorsAndSeesNoPadding() {
    NDArray features = Tensors.normal(manager, new Shape(2, 1500, FEATURES), 1);
    long[] mask = new long[3000];
    java.util.Arrays.fill(mask, 0, 1000, 1);
    java.util.Arrays.fill(mask, 1500, 3000, 1);
    NDArray padding = manager.create(mask, new Shape(2, 1500));
    Segment both = resampled(weights(), new Segment("image", features, padding));
    assertEquals(new Shape(2, 3, WIDTH), both.embeddings().getShape());
    assertEquals(6, both.mask().sum().getLong(), "none of it is padding");
    NDArray first = features.get("0:1, :1000");
    NDArray alone = resampled(weights(), Segment.unpadded("image", first)).embeddings();
    Tensors.assertClose(alone, both.embeddings().get("0:1"), 1e-4, "the padded one");
    NDArray second = features.get("1:2");
    NDArray other = resampled(weights(), Segment.unpadded("image", second)).embeddings();
    Tensors.assertClose(other, both.embeddings().get("1:2"), 1e-4, "the other");
  }

  @Test
  void givesEveryWeightTheGradientOfFiniteDifferences() {
    Segment features =
        Segment.unpadded("image", Tensors.normal(manager, new Shape(2, 7, FEATURES), 1));
    NDArray weighing = Tensors.normal(manager, new Shape(2, 3, WIDTH), 9);
    Map<String, NDArray> weights = weights();
    weights.values().forEach(w -> w.setRequiresGradient(true));
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(resampled(weights, features).embeddings().mul(weighing).sum());
      weights.forEach((name, w) -> gradients.put(name, w.getGradient()));
    }
    gradients.forEach(
        (name, gradient) -> {
          double slope = gradient.norm().getFloat();
          NDArray along = gradient.div(gradient.norm());
          double up = value(name, along, 0.01f, features, weighing);
          double down = value(name, along, -0.01f, features, weighing);
          assertEquals(slope, (up - down) / 0.02, 0.02 * slope + 0.02, name);
        });
  }

  /** The weighed sum with one weight moved. */
  private double value(String name, NDArray along, float step, Segment features, NDArray weighing) {
    Map<String, NDArray> moved = weights();
    moved.computeIfPresent(name, (n, w) -> w.add(along.mul(manager.full(new Shape(), step))));
    return resampled(moved, features).embeddings().mul(weighing).sum().getFloat();
  }

  private Segment resampled(Map<String, NDArray> weights, Segment features) {
    Segments text = Segments.of(Segment.unpadded("text", manager.ones(new Shape(2, 2, WIDTH))));
    FusionInput in = new FusionInput(Segments.of(features), text, weights);
    return strategy().fuse(in).segments().list().get(0);
  }

  private Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    FusionSpec spec = spec(WIDTH, new FeatureSpec(Modality.IMAGE, "vit", FEATURES));
    for (WeightSpec weight : strategy().weights(spec)) {
      weights.put(
          weight.name(), Tensors.normal(manager, weight.shape(WIDTH), weight.name().hashCode()));
    }
    return weights;
  }

  @Test
  void refusesAPipelineWithoutFeatures() {
    assertThrows(FuseboxException.class, () -> strategy().weights(spec(8)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 256, 8, queries must be between 1 and 1024",
    "1025, 256, 8, queries must be between 1 and 1024",
    "16, 0, 8, bottleneck must be between 1 and 16384",
    "16, 256, 0, heads must be positive",
    "16, 250, 8, bottleneck (250) must be a multiple of heads (8)"
  })
  void refusesSettingsThatMakeNoResampler(int queries, int width, int heads, String why) {
    var refused = assertThrows(FuseboxException.class, () -> new Config(queries, width, heads));
    assertTrue(refused.getMessage().startsWith(why), refused.getMessage());
  }

  private static FusionSpec spec(long d, FeatureSpec... features) {
    PlmSpec plm = new PlmSpec("bart-base", "bart", d, 50265, 1024, 2, 1, 2, "0");
    return new FusionSpec(plm, List.of(features));
  }
}
