package io.fusebox.strategy.mlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.StrategyContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlpProjectionTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new MlpProjection(new MlpProjection.Config());
  }

  @Override
  public long featureWidth() {
    return 5;
  }

  @ParameterizedTest
  @CsvSource({"768, 768", "1024, 768", "5, 8"})
  void hasAsManyParametersAsItsFormulaSays(long features, long d) {
    long count =
        strategy().weights(spec(d, new FeatureSpec(Modality.IMAGE, "vit", features))).stream()
            .mapToLong(w -> w.shape(d).size())
            .sum();
    assertEquals(features * d + d * d + 2 * d, count);
    assertTrue(features != 768 || count == 1_181_184, "as the README says");
  }

  @Test
  void computesTheTwoLayersOfItsFormula() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionSpec spec = spec(4, new FeatureSpec(Modality.IMAGE, "vit", 3));
      Map<String, NDArray> weights = new HashMap<>();
      for (WeightSpec weight : strategy().weights(spec)) {
        Shape shape = weight.shape(4);
        weights.put(weight.name(), Tensors.normal(manager, shape, weight.name().hashCode()));
      }
      NDArray features = Tensors.normal(manager, new Shape(2, 5, 3), 1);
      FusionInput in =
          new FusionInput(
              Segments.of(Segment.unpadded("image", features)),
              Segments.of(Segment.unpadded("text", manager.ones(new Shape(2, 2, 4)))),
              weights);
      NDArray found = strategy().fuse(in).segments().list().get(0).embeddings();
      assertEquals(new Shape(2, 5, 4), found.getShape());
      float[] x = features.toFloatArray();
      float[] y = found.toFloatArray();
      for (int i = 0; i < 10; i++) {
        double[] inner = layer(weights, "0", new double[] {x[3 * i], x[3 * i + 1], x[3 * i + 2]});
        for (int j = 0; j < inner.length; j++) {
          inner[j] = gelu(inner[j]);
        }
        double[] out = layer(weights, "2", inner);
        for (int j = 0; j < 4; j++) {
          assertEquals(out[j], y[4 * i + j], 1e-4);
        }
      }
    }
  }

  private static double[] layer(Map<String, NDArray> weights, String name, double[] x) {
    float[] weight = weights.get("image.mlp." + name + ".weight").toFloatArray();
    float[] bias = weights.get("image.mlp." + name + ".bias").toFloatArray();
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int j = 0; j < x.length; j++) {
        y[i] += weight[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  /** x times the normal distribution at x, the integral of the normal density by Simpson's rule. */
  private static double gelu(double x) {
    int n = 1000;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double at = x * i / n;
      sum += Math.exp(-at * at / 2) * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return x * (0.5 + sum * x / n / 3 / Math.sqrt(2 * Math.PI));
  }

  @Test
  void startsItsOutputAsLargeAsThePlmsEmbeddings() {
    WeightSpec second =
        strategy().weights(spec(64, new FeatureSpec(Modality.IMAGE, "vit", 32))).stream()
            .filter(w -> w.name().equals("image.mlp.2.weight"))
            .findFirst()
            .orElseThrow();
    Init.VocabularyScaled scaled = (Init.VocabularyScaled) second.init();
    // Inputs of size 1 give W1 x a variance of 1/3, GELU a mean square of 0.117, and the sum over
    // 64 of these times gain^2 is 1.
    assertEquals(1, 64 * 0.117 * scaled.gain() * scaled.gain(), 0.01);
  }

  @Test
  void refusesAPipelineWithoutFeatures() {
    assertThrows(FuseboxException.class, () -> strategy().weights(spec(8)));
  }

  private static FusionSpec spec(long d, FeatureSpec... features) {
    PlmSpec plm = new PlmSpec("bart-base", "bart", d, 50265, 1024, 2, 1, 2, "0");
    return new FusionSpec(plm, List.of(features));
  }
}
