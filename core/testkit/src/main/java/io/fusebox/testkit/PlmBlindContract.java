package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blind segments become the same however they are encoded: with all others, once, or before. */
public interface PlmBlindContract extends PlmBatchContract {
  /** The largest difference between two ways to compute the same. */
  double TOLERANCE = 1e-5;

  /**
   * Before how many others blind segments may stand; a decoder-only PLM refuses them at the end.
   */
  default List<Integer> places() {
    return List.of(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  default void encodesBlindSegmentsAsUnderTheirMask(int examples) {
    for (int place : places()) {
      encodesBlindSegmentsAsUnderTheirMask(place, examples);
    }
  }

  private void encodesBlindSegmentsAsUnderTheirMask(int place, int examples) {
    PlmBench.with(
        this::plm,
        bench -> {
          for (Positions positions : positions()) {
            PlmInput blind = BlindBench.input(bench, place, examples, 1).withPositions(positions);
            EncoderOutput expected = bench.plm().encode(BlindBench.masked(blind));
            BlindBench.assertEqual(expected, bench.plm().encode(blind), positions.toString());
            EncoderOutput beside = bench.plm().encode(BlindBench.withFreeMask(blind));
            BlindBench.assertEqual(expected, beside, positions + ", alongside a mask of one's own");
            assertSame(bench.batch(), beside.last().getManager());
          }
        });
  }

  @Test
  default void encodesSeveralBlindSegmentsApartFromOneAnother() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput blind =
              PlmBench.input(
                  bench.segment("first", 1, 2).asBlind(),
                  bench.segment("image", 3, 4),
                  bench.segment("second", 3, 3).asBlind(),
                  bench.segment(Segment.TEXT, 3, 2));
          EncoderOutput expected = bench.plm().encode(BlindBench.masked(blind));
          BlindBench.assertEqual(expected, bench.plm().encode(blind), "two");
        });
  }

  @Test
  default void encodesBlindSegmentsWhosePaddingEachExampleHasForItself() {
    PlmBench.with(
        this::plm,
        bench -> {
          NDArray mask = bench.batch().create(new long[][] {{1, 1, 0}, {1, 1, 1}});
          NDArray prompt = bench.segment(Segment.PROMPT, 1, 3).embeddings();
          PlmInput blind =
              PlmBench.input(
                  new Segment(Segment.PROMPT, prompt, mask).asBlind(),
                  bench.segment(Segment.TEXT, 2, 4));
          EncoderOutput expected = bench.plm().encode(BlindBench.masked(blind));
          BlindBench.assertEqual(expected, bench.plm().encode(blind), "padding");
        });
  }

  @Test
  default void encodesBlindSegmentsThatAreAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          Segment prompt = bench.segment(Segment.PROMPT, 2, 3);
          EncoderOutput expected = bench.plm().encode(PlmBench.input(prompt));
          EncoderOutput found = bench.plm().encode(PlmBench.input(prompt.asBlind()));
          BlindBench.assertEqual(expected, found, "alone");
        });
  }

  @Test
  default void givesTheSameWithBlindSegmentsKept() {
    positions().forEach(this::givesTheSameWithBlindSegmentsKept);
  }

  private void givesTheSameWithBlindSegmentsKept(Positions positions) {
    PlmBench.with(
        this::plm,
        bench -> {
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            for (int i = 0; i < 6; i++) {
              PlmInput blind =
                  BlindBench.input(bench, places().get(i % places().size()), 1 + i / 2 % 2, 1 + i)
                      .withPositions(positions);
              EncoderOutput expected = bench.plm().encode(BlindBench.masked(blind));
              EncoderOutput found = session.encode(blind);
              BlindBench.assertEqual(expected, found, "input " + i);
              assertSame(bench.batch(), found.last().getManager());
              assertArrayEquals(
                  Generator.generate(bench.plm(), expected, GenerationConfig.greedy(9)).sequences(),
                  Generator.generate(bench.plm(), found, GenerationConfig.greedy(9)).sequences());
            }
          }
        });
  }

  @Test
  default void encodesOtherBlindSegmentsAsIfNothingWereKept() {
    PlmBench.with(
        this::plm,
        bench -> {
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            session.encode(BlindBench.input(bench, 0, 2, 1));
            Segment text = bench.segment(Segment.TEXT, 2, 3);
            for (Segment other :
                new Segment[] {
                  bench.segment(Segment.PROMPT, 1, 5),
                  bench.segment(Segment.PROMPT, 2, 3),
                  BlindBench.padded(bench)
                }) {
              PlmInput input = PlmBench.input(other.asBlind(), text);
              EncoderOutput expected = bench.plm().encode(BlindBench.masked(input));
              BlindBench.assertEqual(expected, session.encode(input), "others");
            }
            PlmInput seeing = PlmBench.input(bench.segment(Segment.PROMPT, 1, 3), text);
            BlindBench.assertEqual(bench.plm().encode(seeing), session.encode(seeing), "seeing");
          }
        });
  }

  @Test
  default void givesBlindSegmentsTheSameGradient() {
    positions().forEach(this::givesBlindSegmentsTheSameGradient);
  }

  private void givesBlindSegmentsTheSameGradient(Positions positions) {
    PlmBench.with(
        this::plm,
        bench -> {
          for (int place : places()) {
            NDArray expected = gradient(bench, place, positions, BlindBench::masked);
            NDArray found = gradient(bench, place, positions, UnaryOperator.identity());
            assertTrue(expected.abs().max().getFloat() > 1e-3);
            Tensors.assertClose(expected, found, TOLERANCE, "gradient, place " + place);
          }
        });
  }

  /** The prompt's. */
  private static NDArray gradient(
      PlmBench bench, int place, Positions positions, UnaryOperator<PlmInput> how) {
    Plm plm = bench.plm();
    PlmInput input = BlindBench.input(bench, place, 3, 1).withPositions(positions);
    NDArray prompt = input.segments().list().get(place).embeddings();
    prompt.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray labels = bench.batch().create(new long[][] {{7, 2}, {6, -100}, {9, 8}});
      NDArray ids = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
      NDArray logits = plm.decode(plm.encode(how.apply(input)), ids).logits();
      collector.backward(Losses.crossEntropy(logits, labels));
      return prompt.getGradient();
    }
  }

  @Test
  default void keepsNoMoreAfterManyInputsThanAfterOneAndNothingOnceClosed() {
    PlmBench.with(
        this::plm,
        bench -> {
          int before = bench.model().getManagedArrays().size();
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            BlindBench.encodeAndForget(bench, session, 1);
            int once = bench.model().getManagedArrays().size();
            for (int i = 0; i < 50; i++) {
              BlindBench.encodeAndForget(bench, session, 1 + i % 3);
            }
            assertEquals(once, bench.model().getManagedArrays().size());
          }
          assertEquals(before, bench.model().getManagedArrays().size());
        });
  }

  @Test
  default void servesSeveralThreadsAtATime() {
    PlmBench.with(
        this::plm,
        bench -> {
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            float[] expected = BlindBench.encodeAndForget(bench, bench.plm()::encode, 2);
            IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> BlindBench.encodeAndForget(bench, session, 2))
                .forEach(found -> assertArrayEquals(expected, found, (float) TOLERANCE));
          }
        });
  }
}
