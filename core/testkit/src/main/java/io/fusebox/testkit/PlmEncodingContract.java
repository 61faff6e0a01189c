package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import org.junit.jupiter.api.Test;

/** The contract of every PLM's encoder: what it takes, refuses and leaves unchanged. */
public interface PlmEncodingContract {
  /** A new PLM of at least 99 tokens whose tensors {@code owner} owns. */
  Plm plm(NDManager owner);

  @Test
  default void staysFiniteWhenARowMayAttendToNothing() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput nothing =
              PlmBench.input(bench.segment(Segment.TEXT, 2, 3))
                  .withAttention(bench.batch().zeros(new Shape(3, 3)));
          for (float state : bench.plm().encode(nothing).last().toFloatArray()) {
            assertTrue(Float.isFinite(state));
          }
        });
  }

  @Test
  default void takesAMaskOfAnyTypeThatSaysTheSame() {
    PlmBench.with(
        this::plm,
        bench -> {
          float[] truths = {1, 0, 1, 1, 1, 0, 0, 1, 1};
          NDArray mask = bench.batch().create(truths, new Shape(3, 3));
          PlmInput input = PlmBench.input(bench.segment(Segment.TEXT, 2, 3));
          NDArray expected = bench.plm().encode(input.withAttention(mask)).last();
          NDArray each = mask.reshape(1, 1, 3, 3).broadcast(2, 1, 3, 3);
          for (DataType type : new DataType[] {DataType.BOOLEAN, DataType.INT64}) {
            PlmInput other = input.withAttention(each.toType(type, true));
            NDArray found = bench.plm().encode(other).last();
            Tensors.assertClose(expected, found, 1e-4, type.toString());
          }
        });
  }

  @Test
  default void keepsApartWhatTheMaskKeepsApart() {
    PlmBench.with(
        this::plm,
        bench -> {
          // The first two see each other alone, as BlindPrompt's prompts do.
          float[] truths = {1, 1, 0, 1, 1, 0, 1, 1, 1};
          NDArray mask = bench.batch().create(truths, new Shape(3, 3));
          Segment prompt = bench.segment(Segment.PROMPT, 1, 2);
          Segment text = bench.segment(Segment.TEXT, 2, 1);
          NDArray alone = bench.plm().encode(PlmBench.input(prompt)).last();
          PlmInput both = PlmBench.input(prompt, text).withAttention(mask);
          NDArray joined = bench.plm().encode(both).last();
          for (int i = 0; i < 2; i++) {
            NDArray found = joined.get(i + ":" + (i + 1) + ", :2");
            Tensors.assertClose(alone, found, 1e-4, "the blind of example " + i);
          }
        });
  }

  @Test
  default void ignoresWhatIsPadded() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment text = bench.segment(Segment.TEXT, 1, 4);
          NDArray mask = bench.row(1, 1, 1, 0);
          float[] change = {0, 0, 0, 9};
          NDArray changed = text.embeddings().add(bench.batch().create(change, new Shape(1, 4, 1)));
          Segment padded = new Segment(Segment.TEXT, text.embeddings(), mask);
          Segment other = new Segment(Segment.TEXT, changed, mask);
          Tensors.assertClose(
              bench.plm().encode(PlmBench.input(padded)).last().get(":, :3"),
              bench.plm().encode(PlmBench.input(other)).last().get(":, :3"),
              1e-4,
              "what is not padded");
        });
  }

  @Test
  default void repeatsASegmentThatIsTheSameForAll() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment shared = bench.segment(Segment.PROMPT, 1, 2);
          Segment each = Segment.unpadded(Segment.PROMPT, shared.embeddings().repeat(0, 3));
          Segment text = bench.segment(Segment.TEXT, 3, 4);
          EncoderOutput encoded = bench.plm().encode(PlmBench.input(shared, text));
          assertEquals(new Shape(3, 6, bench.width()), encoded.last().getShape());
          assertEquals(new Shape(3, 6), encoded.mask().getShape());
          NDArray expected = bench.plm().encode(PlmBench.input(each, text)).last();
          Tensors.assertClose(expected, encoded.last(), 1e-4, "the shared segment");
        });
  }

  /** Whether a segment can be placed by itself; positions that are added would restart in some. */
  default boolean placesSegments() {
    return true;
  }

  @Test
  default void readsWhatIsPlacedAsItIs() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment prompt = bench.segment(Segment.PROMPT, 1, 2);
          Segment text = bench.segment(Segment.TEXT, 2, 4);
          if (!placesSegments()) {
            assertThrows(FuseboxException.class, () -> bench.plm().place(text));
            return;
          }
          Segment placed = bench.plm().place(text);
          assertTrue(placed.placed());
          assertSame(bench.batch(), placed.embeddings().getManager());
          NDArray expected = bench.plm().encode(PlmBench.input(prompt, text)).last();
          NDArray found = bench.plm().encode(PlmBench.input(prompt, placed)).last();
          Tensors.assertClose(expected, found, 1e-4, "the same, placed before");
          NDArray first = bench.plm().encode(PlmBench.input(placed)).hiddenStates().get(0);
          Tensors.assertClose(placed.embeddings(), first, 0, "not placed again");
        });
  }

  @Test
  default void placesASegmentWithItsOwnNormalisationOrRefusesIt() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment text = bench.segment(Segment.TEXT, 2, 4);
          NDArray ones = bench.batch().ones(new Shape(bench.width()));
          LayerNorm other = new LayerNorm(ones, ones, 1e-5f);
          if (bench.plm().embeddingNorm().isEmpty()) {
            assertThrows(FuseboxException.class, () -> bench.plm().place(text.withNorm(other)));
            return;
          }
          NDArray usual = bench.plm().place(text).embeddings();
          LayerNorm own = bench.plm().embeddingNorm().orElseThrow();
          NDArray same = bench.plm().place(text.withNorm(own)).embeddings();
          Tensors.assertClose(usual, same, 0, "with the PLM's own");
          NDArray changed = bench.plm().place(text.withNorm(other)).embeddings();
          assertTrue(Tensors.maxDifference(usual, changed) > 0, "with another");
        });
  }

  @Test
  default void refusesWhatDoesNotFit() {
    PlmBench.with(
        this::plm,
        bench -> {
          long d = bench.width();
          Segment wide = Segment.unpadded("image", bench.batch().zeros(new Shape(1, 2, d + 1)));
          String width =
              "the embeddings of the encoder's input 'image' must be [b, s, %d], found (1, 2, %d);"
                      .formatted(d, d + 1)
                  + " project them to the PLM's width";
          refused(bench, PlmBench.input(wide), width);
          Segment placed = new Segment("image", wide.embeddings(), wide.mask(), true);
          refused(bench, PlmBench.input(placed), width);
          refused(
              bench,
              PlmBench.input(bench.segment("image", 2, 3), bench.segment("text", 3, 3)),
              "the mask of 'image' has 2 examples, the other segments have 3; give 1 or as many");
          refused(
              bench,
              PlmBench.input(bench.segment("text", 2, 3))
                  .withAttention(bench.batch().ones(new Shape(4, 4))),
              "the attention mask must be [3, 3] or [2, 1, 3, 3], found (4, 4)");
          refused(bench, PlmBench.input(), "the PLM's encoder was given nothing to read");
        });
  }

  private static void refused(PlmBench bench, PlmInput input, String message) {
    FuseboxException e = assertThrows(FuseboxException.class, () -> bench.plm().encode(input));
    assertEquals(message, e.getMessage());
  }

  @Test
  default void keepsNothingOfAStepButThePromptsGradient() {
    PlmBench.with(
        this::plm,
        bench -> {
          NDArray prompt = bench.model().ones(new Shape(2, bench.width()));
          prompt.setRequiresGradient(true);
          step(bench, prompt);
          int before = bench.model().getManagedArrays().size();
          for (int i = 0; i < 100; i++) {
            step(bench, prompt);
          }
          assertEquals(before, bench.model().getManagedArrays().size());
          bench.plm().parameters().forEach((name, t) -> assertFalse(t.hasGradient(), name));
        });
  }

  /** One training step, forward and backward, on a manager of its own. */
  private static void step(PlmBench bench, NDArray prompt) {
    Plm plm = bench.plm();
    try (NDManager step = bench.model().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray mine = prompt.expandDims(0);
      mine.attach(step);
      NDArray text = plm.embed(step.create(new long[][] {{9, 2}, {8, 2}}));
      PlmInput input =
          PlmBench.input(
              Segment.unpadded(Segment.PROMPT, mine), Segment.unpadded(Segment.TEXT, text));
      NDArray labels = step.create(new long[][] {{7, 2}, {6, -100}});
      NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
      NDArray logits = plm.decode(plm.encode(input), ids).logits();
      collector.backward(Losses.crossEntropy(logits, labels));
      NDArray gradient = prompt.getGradient();
      gradient.attach(step);
      assertTrue(gradient.abs().sum().getFloat() > 0);
    }
  }
}
