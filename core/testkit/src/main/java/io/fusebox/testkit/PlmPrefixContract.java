package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.EncoderSession;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of PLMs that take prefixes: keys and values before those of every layer. */
public interface PlmPrefixContract {
  /** A new PLM of at least 99 tokens whose tensors {@code owner} owns. */
  Plm plm(NDManager owner);

  /** The same, if it counts distances between positions: with every distance alike. */
  default Plm plmWithoutDistances(NDManager owner) {
    return plm(owner);
  }

  @Test
  default void readsAPrefixOfWordsLikeTheWordsThemselves() {
    PlmBench.with(
        this::plmWithoutDistances,
        bench -> {
          Segment words = bench.segment(Segment.PROMPT, 1, 3);
          Segment text = PrefixBench.texts(bench);
          EncoderOutput expected = bench.plm().encode(PlmBench.input(words.asBlind(), text));
          EncoderOutput found =
              bench.plm().encode(PlmBench.input(text).withPrefix(bench.plm().prefix(words)));
          Tensors.assertClose(text.mask(), found.mask(), 0, "the mask has no prefix");
          for (int i = 0; i < expected.hiddenStates().size(); i++) {
            NDArray behind = expected.hiddenStates().get(i).get(":, 3:");
            NDArray state = found.hiddenStates().get(i);
            Tensors.assertClose(behind, state, PlmBlindContract.TOLERANCE, "state " + i);
          }
        });
  }

  @Test
  default void answersDifferentlyBehindAnotherPrefix() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = PlmBench.input(PrefixBench.texts(bench));
          NDArray without = bench.plm().encode(input).last();
          Prefix prefix = PrefixBench.prefix(bench, 1, 2, 5);
          NDArray with = bench.plm().encode(input.withPrefix(prefix)).last();
          assertTrue(Tensors.maxDifference(without, with) > 1e-2);
          Prefix other = new Prefix(prefix.keys(), prefix.values().add(1));
          NDArray shifted = bench.plm().encode(input.withPrefix(other)).last();
          assertTrue(Tensors.maxDifference(with, shifted) > 1e-2, "the values are seen");
        });
  }

  @Test
  default void readsAPrefixOfEachExampleAsItWouldAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          Prefix each = PrefixBench.prefix(bench, 2, 3, 5);
          PlmInput both = PlmBench.input(PrefixBench.texts(bench)).withPrefix(each);
          NDArray found = bench.plm().encode(both).last();
          for (int i = 0; i < 2; i++) {
            PlmInput one = PlmBench.input(PrefixBench.text(bench, i));
            NDArray alone = bench.plm().encode(one.withPrefix(PrefixBench.of(each, i))).last();
            NDArray here = found.get(i == 0 ? "0:1, :3" : "1:2");
            Tensors.assertClose(alone, here, 1e-4, "example " + i);
          }
        });
  }

  @Test
  default void repeatsAPrefixThatIsTheSameForAll() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = PlmBench.input(PrefixBench.texts(bench));
          Prefix shared = PrefixBench.prefix(bench, 1, 3, 5);
          Prefix each = new Prefix(shared.keys().repeat(1, 2), shared.values().repeat(1, 2));
          Tensors.assertClose(
              bench.plm().encode(input.withPrefix(each)).last(),
              bench.plm().encode(input.withPrefix(shared)).last(),
              1e-5,
              "shared");
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  default void generatesBehindAPrefixForEachExampleWhatItGeneratesForItAlone(int beams) {
    PlmBench.with(
        this::plm,
        bench -> {
          Prefix prefix = PrefixBench.prefix(bench, 1, 3, 5);
          GenerationConfig how = GenerationConfig.greedy(10).withBeams(beams).withNoRepeatNgram(2);
          PlmInput both = PlmBench.input(PrefixBench.texts(bench)).withPrefix(prefix);
          GeneratedSequences found = Generator.generate(bench.plm(), bench.plm().encode(both), how);
          for (int i = 0; i < 2; i++) {
            PlmInput one = PlmBench.input(PrefixBench.text(bench, i)).withPrefix(prefix);
            GeneratedSequences alone =
                Generator.generate(bench.plm(), bench.plm().encode(one), how);
            assertArrayEquals(content(bench, alone, 0), content(bench, found, i));
            assertEquals(alone.scores()[0], found.scores()[i], 1e-4);
          }
        });
  }

  private static long[] content(PlmBench bench, GeneratedSequences found, int row) {
    long pad = bench.plm().spec().pad();
    return Arrays.stream(found.sequences()[row]).filter(token -> token != pad).toArray();
  }

  @Test
  default void decodesTokenByTokenBehindAPrefixAsAllAtOnce() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = PlmBench.input(PrefixBench.texts(bench));
          EncoderOutput encoded =
              bench.plm().encode(input.withPrefix(PrefixBench.prefix(bench, 1, 3, 5)));
          long start = bench.plm().spec().decoderStart();
          NDArray all = bench.logits(encoded, new long[][] {{start, 9, 11}, {start, 12, 7}});
          try (var session = bench.plm().open(encoded)) {
            long[][] steps = {{start, start}, {9, 12}, {11, 7}};
            for (int t = 0; t < 3; t++) {
              NDArray expected = all.get(":, " + t);
              Tensors.assertClose(expected, session.next(steps[t]), 1e-4, "step " + t);
            }
          }
        });
  }

  @Test
  default void givesAPrefixTheGradientOfFiniteDifferences() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = PlmBench.input(PrefixBench.texts(bench));
          Prefix prefix = PrefixBench.prefix(bench, 1, 3, 5);
          List<NDArray> gradients = PrefixBench.gradients(bench, input.withPrefix(prefix));
          for (int i = 0; i < 2; i++) {
            NDArray gradient = gradients.get(i);
            // Along the gradient, where the loss changes most.
            NDArray along = gradient.div(gradient.norm());
            double slope = gradient.norm().getFloat();
            assertTrue(slope > 1e-3, "no gradient arrives");
            double found = (moved(bench, input, i, along, 1) - moved(bench, input, i, along, -1));
            assertEquals(slope, found / (2 * STEP), 0.02 * slope, i == 0 ? "keys" : "values");
          }
        });
  }

  /** How far a finite difference goes. */
  double STEP = 0.05;

  private static double moved(
      PlmBench bench, PlmInput input, int which, NDArray along, double direction) {
    Prefix at = PrefixBench.prefix(bench, 1, 3, 5);
    NDArray step = along.mul(bench.batch().full(new Shape(), (float) (direction * STEP)));
    Prefix there =
        which == 0
            ? new Prefix(at.keys().add(step), at.values())
            : new Prefix(at.keys(), at.values().add(step));
    return PrefixBench.loss(bench, input.withPrefix(there)).getFloat();
  }

  @Test
  default void keepsBlindSegmentsUnderTheirOwnPrefixAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          try (EncoderSession session = bench.plm().openEncoder(bench.model())) {
            for (Prefix prefix :
                new Prefix[] {
                  PrefixBench.prefix(bench, 1, 3, 5),
                  PrefixBench.prefix(bench, 1, 3, 6),
                  PrefixBench.prefix(bench, 2, 3, 6),
                  null,
                  PrefixBench.prefix(bench, 1, 3, 5)
                }) {
              PlmInput blind = BlindBench.input(bench, 0, 2, 1);
              PlmInput masked = BlindBench.masked(blind);
              PlmInput behind = prefix == null ? blind : blind.withPrefix(prefix);
              EncoderOutput expected =
                  bench.plm().encode(prefix == null ? masked : masked.withPrefix(prefix));
              BlindBench.assertEqual(expected, bench.plm().encode(behind), "alone");
              BlindBench.assertEqual(expected, session.encode(behind), "kept");
            }
          }
        });
  }

  @Test
  default void refusesAPrefixThatDoesNotFit() {
    PlmBench.with(
        this::plm,
        bench -> {
          PlmInput input = PlmBench.input(PrefixBench.texts(bench));
          PrefixShape of = bench.plm().spec().prefix().orElseThrow();
          List<Shape> bad = new ArrayList<>();
          bad.add(new Shape(of.layers() + 1, 1, of.heads(), 3, of.headWidth()));
          bad.add(new Shape(of.layers(), 3, of.heads(), 3, of.headWidth()));
          bad.add(new Shape(of.layers(), 1, of.heads() + 1, 3, of.headWidth()));
          bad.add(new Shape(of.layers(), 1, of.heads(), 3, of.headWidth() + 1));
          bad.add(new Shape(of.layers(), of.heads(), 3, of.headWidth()));
          for (Shape shape : bad) {
            NDArray zeros = bench.batch().zeros(shape);
            PlmInput wrong = input.withPrefix(new Prefix(zeros, zeros));
            FuseboxException e =
                assertThrows(FuseboxException.class, () -> bench.plm().encode(wrong));
            String expected =
                "[%d, 2 or 1, %d, n, %d], found keys of %s"
                    .formatted(of.layers(), of.heads(), of.headWidth(), shape);
            assertTrue(e.getMessage().contains(expected), e.getMessage());
          }
        });
  }

  @Test
  default void keepsNothingOfAPrefix() {
    PlmBench.with(
        this::plm,
        bench -> {
          int before = -1;
          for (int i = 0; i < 10; i++) {
            try (NDManager step = bench.model().newSubManager()) {
              PlmBench of = new PlmBench(bench.plm(), bench.model(), step);
              PlmInput input = PlmBench.input(PrefixBench.texts(of));
              PrefixBench.gradients(of, input.withPrefix(PrefixBench.prefix(of, 1, 3, 5)));
            }
            int now = bench.model().getManagedArrays().size();
            assertEquals(before < 0 ? now : before, now);
            before = now;
          }
        });
  }
}
