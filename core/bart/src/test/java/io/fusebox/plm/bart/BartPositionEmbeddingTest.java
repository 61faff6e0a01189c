package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.toolkit.generation.Generator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far BART counts: 64 positions here. */
class BartPositionEmbeddingTest {
  private final BartCase golden = new BartCase("bart-tiny");
  private final NDManager batch = golden.manager.newSubManager();

  @AfterEach
  void close() {
    golden.close();
  }

  @Test
  void countsPositionsAnewInEachSegment() {
    PlmInput input = join(segment("image", 40), segment("text", 40));
    assertEquals(80, golden.bart.encode(input).last().getShape().get(1));
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () -> golden.bart.encode(input.withPositions(PlmInput.Positions.CONTINUOUS)));
    assertEquals(
        "the encoder's input 'text' ends at position 80, but the PLM knows 64"
            + " (max_position_embeddings); shorten it",
        e.getMessage());
  }

  @Test
  void refusesToDecodeBeyondItsPositions() {
    GenerationConfig how = GenerationConfig.greedy(70).withMinLength(70);
    EncoderOutput encoded = golden.bart.encode(join(segment("text", 4)));
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> Generator.generate(golden.bart, encoded, how));
    assertEquals(
        "the decoder's input ends at position 65, but the PLM knows 64 (max_position_embeddings);"
            + " shorten it",
        e.getMessage());
  }

  private static PlmInput join(Segment... segments) {
    return PlmInput.join(Segments.of(segments));
  }

  private Segment segment(String name, long s) {
    return Segment.unpadded(name, batch.ones(new Shape(1, s, 32)));
  }
}
