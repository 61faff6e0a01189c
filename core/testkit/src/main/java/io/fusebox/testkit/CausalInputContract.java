package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.fixtures.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of decoder-only PLMs, beyond that of every PLM: what they keep and refuse. */
public interface CausalInputContract extends PlmBlindContract {
  @Override
  default List<Positions> positions() {
    return List.of(Positions.CONTINUOUS, Positions.AUTO);
  }

  @Override
  default List<Integer> places() {
    return List.of(0, 1);
  }

  @Test
  default void isFiniteForARowOfPaddingAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          NDArray mask = bench.batch().create(new long[][] {{0, 0, 0}, {1, 1, 1}});
          Segment text = bench.segment(Segment.TEXT, 2, 3);
          EncoderOutput read =
              bench.plm().encode(PlmBench.input(new Segment("text", text.embeddings(), mask)));
          for (float logit :
              bench.logits(read, new long[] {0, 5}, new long[] {0, 5}).toFloatArray()) {
            assertTrue(Float.isFinite(logit));
          }
        });
  }

  /** A plain prompt is the same for all inputs, and so is an image that is asked about twice. */
  @Test
  default void givesTheSameWithWhatStandsInFrontKept() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment prompt = bench.segment(Segment.PROMPT, 1, 3);
          Segment image = bench.segment("image", 1, 2);
          Segment other = Segment.unpadded("image", image.embeddings().add(1));
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            for (int i = 0; i < 4; i++) {
              Segment text = bench.segment(Segment.TEXT, 1, 2 + i);
              for (Segment seen : List.of(image, other)) {
                PlmInput input = PlmBench.input(prompt, seen, text);
                EncoderOutput expected = bench.plm().encode(input);
                EncoderOutput found = session.encode(input);
                BlindBench.assertEqual(expected, found, "text " + i);
                Tensors.assertClose(
                    bench.logits(expected, new long[] {0, 9}),
                    bench.logits(found, new long[] {0, 9}),
                    TOLERANCE,
                    "said after text " + i);
              }
            }
            PlmInput batch = bench.unequal();
            BlindBench.assertEqual(bench.plm().encode(batch), session.encode(batch), "a batch");
          }
        });
  }

  @Test
  default void refusesPositionsThatRestart() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = bench.unequal().withPositions(Positions.SEGMENT);
          refused(bench, input, "positions cannot restart in each segment");
          assertThrows(FuseboxException.class, () -> bench.plm().review(() -> input));
        });
  }

  @Test
  default void refusesABlindPromptAtTheEndAndSaysThatOneInFrontChangesNothing() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment prompt = bench.segment(Segment.PROMPT, 1, 3).asBlind();
          Segment text = bench.segment(Segment.TEXT, 2, 4);
          refused(bench, PlmBench.input(text, prompt), "a blind prompt at the end");
          PlmInput front = PlmBench.input(prompt, text);
          List<String> remarks = bench.plm().review(() -> front);
          assertEquals(1, remarks.size());
          assertTrue(remarks.get(0).contains("no other than a plain one"), remarks.get(0));
          PlmInput middle = PlmBench.input(bench.segment("image", 2, 1), prompt, text);
          assertEquals(List.of(), bench.plm().review(() -> middle));
        });
  }

  @Test
  default void refusesMorePositionsThanItKnows() {
    PlmBench.with(
        this::plm,
        bench -> {
          int most = Math.toIntExact(bench.plm().spec().maxPositions());
          EncoderOutput full =
              bench.plm().encode(PlmBench.input(bench.segment(Segment.TEXT, 1, most)));
          assertThrows(FuseboxException.class, () -> bench.logits(full, new long[] {0, 9}));
          refused(
              bench,
              PlmBench.input(bench.segment(Segment.TEXT, 1, most + 1)),
              "ends at position " + (most + 1));
        });
  }

  private static void refused(PlmBench bench, PlmInput input, String message) {
    FuseboxException e = assertThrows(FuseboxException.class, () -> bench.plm().encode(input));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
