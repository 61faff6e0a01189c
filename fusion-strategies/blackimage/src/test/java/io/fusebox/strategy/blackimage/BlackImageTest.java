package io.fusebox.strategy.blackimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.fusebox.toolkit.prompt.Prompt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlackImageTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new BlackImage(Prompt.ofLength(3));
  }

  @Test
  void trainsOnBlanks() {
    assertTrue(strategy().trainsOnBlanks());
  }

  @Test
  void promptComesFirstThenFeaturesThenText() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = fusion(manager);
      List<String> names =
          strategy().fuse(in).segments().list().stream().map(Segment::name).toList();
      assertEquals(List.of("prompt", "image", "text"), names);
    }
  }

  @Test
  void refusesFeaturesThatAreNotAsWideAsThePlm() {
    var refused = assertThrows(FuseboxException.class, () -> strategy().weights(spec(8, 12)));
    assertTrue(refused.getMessage().contains("width 12"), refused.getMessage());
    assertTrue(refused.getMessage().contains("blackimage does not project"), refused.getMessage());
  }

  private static FusionInput fusion(NDManager manager) {
    return new FusionInput(
        Segments.of(Segment.unpadded("image", manager.ones(new Shape(2, 5, 8)))),
        Segments.of(Segment.unpadded("text", manager.ones(new Shape(2, 4, 8)))),
        Map.of("prompt", manager.ones(new Shape(3, 8))));
  }

  private static FusionSpec spec(long plmWidth, long featureWidth) {
    PlmSpec plm = new PlmSpec("bart", "bart", plmWidth, 50, 64, 2, 1, 2, "0");
    return new FusionSpec(plm, List.of(new FeatureSpec(Modality.IMAGE, "vit", featureWidth)));
  }
}
