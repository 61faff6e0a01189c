package io.fusebox.strategy.blindprompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import io.fusebox.toolkit.prompt.Prompt.Position;
import io.fusebox.toolkit.prompt.PromptEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlindPromptTest implements StrategyContract {
  @Override
  public FusionStrategy strategy() {
    return new BlindPrompt(Prompt.ofLength(2));
  }

  @ParameterizedTest
  @CsvSource({
    "FRONT,  1100 1100 1111 1111",
    "MIDDLE, 1111 0110 0110 1111",
    "END,    1111 1111 0011 0011"
  })
  void promptsSeePromptsAloneAndAllElseSeesEverything(Position position, String rows) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in =
          new FusionInput(
              Segments.of(Segment.unpadded("image", manager.ones(new Shape(3, 1, 8)))),
              Segments.of(Segment.unpadded("text", manager.ones(new Shape(3, 1, 8)))),
              Map.of("prompt", manager.ones(new Shape(2, 8))));
      FusionStrategy blind = new BlindPrompt(new Prompt(2, position, PromptEncoder.NONE));
      NDArray seen = blind.fuse(in).blindness(manager).toType(DataType.FLOAT32, false);
      assertArrayEquals(numbers(rows), seen.toFloatArray());
    }
  }

  private static float[] numbers(String rows) {
    String digits = rows.replace(" ", "");
    float[] numbers = new float[digits.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = digits.charAt(i) - '0';
    }
    return numbers;
  }

  @Test
  void refusesFeaturesThatAreNotAsWideAsThePlm() {
    PlmSpec plm = new PlmSpec("bart", "bart", 8, 50, 64, 2, 1, 2, "0");
    FusionSpec spec = new FusionSpec(plm, List.of(new FeatureSpec(Modality.IMAGE, "vit", 12)));
    assertThrows(FuseboxException.class, () -> strategy().weights(spec));
  }
}
