package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.Generator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A checkpoint with numbers that are none. */
class BartDamageTest {
  private static final String TENSOR = "model.encoder.layers.1.fc1.weight";

  @ParameterizedTest
  @CsvSource({"1, NaN", "3, NaN", "1, Infinity", "3, -Infinity"})
  void everySearchRefusesItAndNamesTheTensor(int beams, float number) {
    try (BartCase golden = new BartCase("bart-tiny")) {
      golden.bart.parameters().get(TENSOR).set(new NDIndex("0, 0"), number);
      String message = refusal(golden, golden.bart.embed(golden.in("input_ids")), beams);
      assertTrue(message.contains("'" + TENSOR + "'"), message);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void validWeightsAreNotBlamed(int beams) {
    try (BartCase golden = new BartCase("bart-tiny")) {
      NDArray embeddings = golden.bart.embed(golden.in("input_ids"));
      embeddings.set(new NDIndex("0, 0, 0"), Float.NaN);
      String message = refusal(golden, embeddings, beams);
      assertTrue(message.contains("its weights are valid"), message);
    }
  }

  private static String refusal(BartCase golden, NDArray embeddings, int beams) {
    Segment text = Segment.unpadded(Segment.TEXT, embeddings);
    PlmInput input = PlmInput.join(Segments.of(text));
    GenerationConfig how = GenerationConfig.greedy(6).withBeams(beams);
    return assertThrows(
            FuseboxException.class,
            () -> Generator.generate(golden.bart, golden.bart.encode(input), how))
        .getMessage();
  }
}
