package io.fusebox.strategy.prefix;

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
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.fixtures.Tensors;
import io.fusebox.strategy.prefix.PrefixTuning.Config;
import io.fusebox.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTuningTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new PrefixTuning(new Config(4));
  }

  @ParameterizedTest
  @CsvSource({"6, 12, 64, 20, 768, 184320", "3, 2, 4, 5, 8, 240", "24, 2, 64, 10, 896, 61440"})
  void hasAsManyParametersAsItsFormulaSays(
      int layers, int heads, int headWidth, int n, long d, long expected) {
    FusionSpec spec = spec(plm(d).withPrefix(new PrefixShape(layers, heads, headWidth)), d);
    long count =
        new PrefixTuning(new Config(n))
            .weights(spec).stream().mapToLong(w -> w.shape(d).size()).sum();
    assertEquals(2L * layers * n * heads * headWidth, count);
    assertEquals(expected, count);
  }

  @Test
  void givesEachLayerItsKeysAndValuesBeforeFeaturesAndText() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = Tensors.normal(manager, new Shape(2, 3, 2, 4, 5), 1);
      FusionInput in =
          new FusionInput(
              Segments.of(Segment.unpadded("image", manager.ones(new Shape(2, 5, 10)))),
              Segments.of(Segment.unpadded("text", manager.ones(new Shape(2, 4, 10)))),
              Map.of("prefix", weight));
      PlmInput fused = strategy().fuse(in);
      assertEquals(
          List.of("image", "text"), fused.segments().list().stream().map(Segment::name).toList());
      assertEquals(9, fused.length());
      PlmInput.Prefix prefix = fused.prefix().orElseThrow();
      assertEquals(4, prefix.length());
      assertEquals(new Shape(3, 1, 2, 4, 5), prefix.keys().getShape());
      float[] all = weight.toFloatArray();
      float[] keys = prefix.keys().toFloatArray();
      float[] values = prefix.values().toFloatArray();
      for (int i = 0; i < keys.length; i++) {
        assertEquals(all[i], keys[i]);
        assertEquals(all[keys.length + i], values[i]);
      }
    }
  }

  @Test
  void refusesAPlmThatTakesNoPrefixesByBothNames() {
    var refused = assertThrows(FuseboxException.class, () -> strategy().weights(spec(plm(8), 8)));
    assertTrue(refused.getMessage().contains("strategy prefix"), refused.getMessage());
    assertTrue(refused.getMessage().contains("my-plm (odd) takes none"), refused.getMessage());
  }

  @Test
  void refusesFeaturesThatAreNotAsWideAsThePlm() {
    FusionSpec spec = spec(plm(8).withPrefix(new PrefixShape(1, 2, 4)), 12);
    var refused = assertThrows(FuseboxException.class, () -> strategy().weights(spec));
    assertTrue(refused.getMessage().contains("width 12"), refused.getMessage());
    assertTrue(refused.getMessage().contains("prefix does not project"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void refusesALengthThatIsNone(int length) {
    var refused = assertThrows(FuseboxException.class, () -> new Config(length));
    assertEquals("prefix-length must be between 1 and 1024, found " + length, refused.getMessage());
  }

  private static PlmSpec plm(long width) {
    return new PlmSpec("my-plm", "odd", width, 50, 64, 2, 1, 2, "0");
  }

  private static FusionSpec spec(PlmSpec plm, long featureWidth) {
    return new FusionSpec(plm, List.of(new FeatureSpec(Modality.IMAGE, "vit", featureWidth)));
  }
}
