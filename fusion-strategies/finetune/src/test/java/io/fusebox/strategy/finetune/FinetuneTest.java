package io.fusebox.strategy.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.testkit.StrategyContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinetuneTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new Finetune(new Finetune.Config());
  }

  @Test
  void thawsTheEncodersAndShowsNoBlanks() {
    assertTrue(strategy().thawsEncoders());
    assertEquals(false, strategy().trainsOnBlanks());
  }

  @Test
  void featuresComeFirstThenTextAndNothingElse() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in =
          new FusionInput(
              Segments.of(Segment.unpadded("image", manager.ones(new Shape(2, 5, 8)))),
              Segments.of(Segment.unpadded("text", manager.ones(new Shape(2, 4, 8)))),
              Map.of());
      List<String> names =
          strategy().fuse(in).segments().list().stream().map(Segment::name).toList();
      assertEquals(List.of("image", "text"), names);
    }
  }
}
