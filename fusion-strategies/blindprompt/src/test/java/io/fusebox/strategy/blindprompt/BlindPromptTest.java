package io.fusebox.strategy.blindprompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.FuseboxException;
import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.testkit.StrategyContract;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlindPromptTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new BlindPrompt(new BlindPrompt.Config(2));
  }

  @Test
  void promptsSeePromptsAloneAndAllElseSeesEverything() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Fusion in =
          new Fusion(
              Segments.of(Segment.unpadded("image", manager.ones(new Shape(3, 1, 8)))),
              Segments.of(Segment.unpadded("text", manager.ones(new Shape(3, 1, 8)))),
              Map.of("prompt", manager.ones(new Shape(2, 8))));
      NDArray seen = strategy().fuse(in).blindness(manager);
      boolean[] expected = new boolean[16];
      Arrays.fill(expected, true);
      expected[2] = expected[3] = expected[6] = expected[7] = false;
      assertArrayEquals(expected, seen.toBooleanArray());
    }
  }

  @Test
  void refusesAnEmptyPrompt() {
    assertThrows(FuseboxException.class, () -> new BlindPrompt.Config(0));
  }
}
