package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.FuseboxException;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.plm.Encoded;
import io.fusebox.plm.Labels;
import io.fusebox.plm.Losses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the encoder takes, refuses and leaves behind. */
class EncodingTest {
  private final Golden golden = new Golden("bart-tiny");
  private final NDManager batch = golden.manager.newSubManager();

  @AfterEach
  void close() {
    golden.close();
  }

  @Test
  void staysFiniteWhenARowMayAttendToNothing() {
    PlmInput nothing = join(segment("text", 2, 3)).withAttention(batch.zeros(new Shape(3, 3)));
    float[] states = golden.bart.encode(nothing).last().toFloatArray();
    for (float state : states) {
      assertTrue(Float.isFinite(state));
    }
  }

  @Test
  void takesAMaskOfAnyTypeThatSaysTheSame() {
    NDArray mask = batch.create(new float[] {1, 0, 1, 1, 1, 0, 0, 1, 1}, new Shape(3, 3));
    PlmInput input = join(segment("text", 2, 3));
    NDArray expected = golden.bart.encode(input.withAttention(mask)).last();
    NDArray each = mask.reshape(1, 1, 3, 3).broadcast(2, 1, 3, 3);
    for (DataType type : new DataType[] {DataType.BOOLEAN, DataType.INT64}) {
      PlmInput other = input.withAttention(each.toType(type, true));
      Golden.assertClose(expected, golden.bart.encode(other).last(), type.toString());
    }
  }

  @Test
  void ignoresWhatIsPadded() {
    Segment text = segment("text", 1, 4);
    Segment padded = new Segment("text", text.embeddings(), mask(1, 1, 1, 0));
    NDArray changed =
        text.embeddings().add(batch.create(new float[] {0, 0, 0, 9}, new Shape(1, 4, 1)));
    Segment other = new Segment("text", changed, mask(1, 1, 1, 0));
    Golden.assertClose(
        golden.bart.encode(join(padded)).last().get(":, :3"),
        golden.bart.encode(join(other)).last().get(":, :3"),
        "what is not padded");
  }

  @Test
  void repeatsASegmentThatIsTheSameForAll() {
    Encoded encoded = golden.bart.encode(join(segment("prompt", 1, 2), segment("text", 3, 4)));
    assertEquals(new Shape(3, 6, 32), encoded.last().getShape());
    assertEquals(new Shape(3, 6), encoded.mask().getShape());
  }

  @Test
  void countsPositionsAnewInEachSegment() {
    PlmInput input = join(segment("image", 1, 40), segment("text", 1, 40));
    assertEquals(80, golden.bart.encode(input).last().getShape().get(1));
    assertRefused(
        input.withPositions(PlmInput.Positions.CONTINUOUS),
        "the encoder's input 'text' ends at position 80, but the PLM knows 64"
            + " (max_position_embeddings); shorten it");
  }

  @Test
  void refusesEmbeddingsOfAnotherWidth() {
    Segment wide = Segment.unpadded("image", batch.zeros(new Shape(1, 2, 48)));
    assertRefused(
        join(wide),
        "the embeddings of the encoder's input 'image' must be [b, s, 32], found (1, 2, 48);"
            + " project them to the PLM's width");
  }

  @Test
  void refusesSegmentsOfDifferentBatches() {
    assertRefused(
        join(segment("image", 2, 3), segment("text", 3, 3)),
        "the mask of 'image' has 2 examples, the other segments have 3; give 1 or as many");
  }

  @Test
  void refusesAMaskOfAnotherLength() {
    assertRefused(
        join(segment("text", 2, 3)).withAttention(batch.ones(new Shape(4, 4))),
        "the attention mask must be [3, 3] or [2, 1, 3, 3], found (4, 4)");
  }

  @Test
  void refusesNothing() {
    assertRefused(join(), "the PLM's encoder was given nothing to read");
  }

  @Test
  void keepsNothingOfAStepButTheGradient() {
    NDArray prompt = golden.manager.ones(new Shape(2, 32));
    prompt.setRequiresGradient(true);
    step(prompt);
    int before = golden.manager.getManagedArrays().size();
    for (int i = 0; i < 300; i++) {
      step(prompt);
    }
    assertEquals(before, golden.manager.getManagedArrays().size());
    golden.bart.parameters().forEach((name, t) -> assertFalse(t.hasGradient(), name));
  }

  /** One training step, forward and backward, on a manager of its own. */
  private void step(NDArray prompt) {
    try (NDManager step = golden.manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray mine = prompt.reshape(1, 2, 32);
      mine.attach(step);
      NDArray text = golden.bart.embed(step.create(new long[][] {{0, 9, 2}, {0, 8, 2}}));
      PlmInput input = join(Segment.unpadded("prompt", mine), Segment.unpadded(Segment.TEXT, text));
      NDArray labels = step.create(new long[][] {{7, 2}, {6, -100}});
      NDArray logits =
          golden.bart.decode(golden.bart.encode(input), Labels.shiftRight(labels, 2, 1)).logits();
      collector.backward(Losses.crossEntropy(logits, labels));
      NDArray gradient = prompt.getGradient();
      gradient.attach(step);
      assertTrue(gradient.abs().sum().getFloat() > 0);
    }
  }

  private void assertRefused(PlmInput input, String message) {
    FuseboxException e = assertThrows(FuseboxException.class, () -> golden.bart.encode(input));
    assertEquals(message, e.getMessage());
  }

  private static PlmInput join(Segment... segments) {
    return PlmInput.join(Segments.of(segments));
  }

  private Segment segment(String name, long b, long s) {
    return Segment.unpadded(name, batch.randomNormal(new Shape(b, s, 32)));
  }

  private NDArray mask(long... row) {
    return batch.create(row, new Shape(1, row.length));
  }
}
