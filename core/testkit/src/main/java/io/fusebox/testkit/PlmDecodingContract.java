package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.GeneratedSequences;
import io.fusebox.toolkit.generation.Generator;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract of every PLM's decoder, token by token. */
public interface PlmDecodingContract {
  /** A new PLM of at least 99 tokens and 40 positions whose tensors {@code owner} owns. */
  Plm plm(NDManager owner);

  @Test
  default void givesTheSameLogitsWithTheCacheAsWithout() {
    PlmBench.with(
        this::plm,
        bench -> {
          long[] a = row(bench, 1, 40);
          long[] b = row(bench, 2, 40);
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS);
          NDArray whole = bench.logits(encoded, a, b);
          try (DecoderSession session = bench.plm().open(encoded)) {
            for (int t = 0; t < a.length; t++) {
              NDArray logits = session.next(new long[] {a[t], b[t]});
              Tensors.assertClose(whole.get(":, " + t), logits, 1e-4, "step " + t);
            }
          }
        });
  }

  @Test
  default void givesTheLogitsOfSomeTokensAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          long[] a = row(bench, 1, 3);
          long[] b = row(bench, 2, 3);
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS);
          NDArray whole = bench.logits(encoded, a, b).get(":, 2");
          NDManager manager = whole.getManager();
          NDArray ids = manager.create(new long[][] {a, b});
          NDArray some =
              bench.plm().nextLogits(encoded, ids, manager.create(new long[] {9, 4, 97}));
          for (int i = 0; i < 3; i++) {
            String column = ":, " + new int[] {9, 4, 97}[i];
            Tensors.assertClose(whole.get(column), some.get(":, " + i), 1e-4, column);
          }
          assertEquals(ids.getManager(), some.getManager(), "anyone who reads it owns it");
        });
  }

  @Test
  default void continuesBeamsWhereOthersWere() {
    PlmBench.with(
        this::plm,
        bench -> {
          long[] a = row(bench, 1, 5);
          long[] b = row(bench, 2, 5);
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS[0]);
          NDArray endOfA = bench.logits(encoded, a).get("0, 4");
          NDArray endOfB = bench.logits(encoded, b).get("0, 4");
          try (DecoderSession session = bench.plm().open(encoded)) {
            for (int t = 0; t < 4; t++) {
              session.next(new long[] {a[t], b[t], a[t]});
            }
            session.reorder(new int[] {1, 1, 0});
            NDArray logits = session.next(new long[] {b[4], b[4], a[4]});
            Tensors.assertClose(endOfB, logits.get(0), 1e-4, "the row that moved");
            Tensors.assertClose(endOfB, logits.get(1), 1e-4, "the row that stayed");
            Tensors.assertClose(endOfA, logits.get(2), 1e-4, "the row put back");
          }
        });
  }

  @Test
  default void refusesARowOfAnotherExample() {
    PlmBench.with(
        this::plm,
        bench -> {
          try (DecoderSession session = bench.plm().open(bench.encode(PlmBench.TWO_TEXTS))) {
            session.next(new long[] {2, 2, 2, 2});
            int[] crossing = {0, 2, 2, 3};
            assertThrows(IllegalArgumentException.class, () -> session.reorder(crossing));
            assertThrows(IllegalArgumentException.class, () -> session.next(new long[] {2, 2}));
          }
        });
  }

  @Test
  default void holdsNoMoreAfterManyStepsThanAfterAFew() {
    PlmBench.with(
        this::plm,
        bench -> {
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS);
          int model = bench.model().getManagedArrays().size();
          try (DecoderSession session = bench.plm().open(encoded)) {
            int early = 0;
            for (int t = 0; t < 40; t++) {
              session.next(new long[] {7, 7, 7, 7});
              session.reorder(new int[] {1, 0, 2, 3});
              early = t == 2 ? bench.batch().getManagedArrays().size() : early;
            }
            assertEquals(early, bench.batch().getManagedArrays().size());
          }
          assertEquals(model, bench.model().getManagedArrays().size());
        });
  }

  @Test
  default void leavesNothingBehindAfterGenerating() {
    PlmBench.with(
        this::plm,
        bench -> {
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS);
          int model = bench.model().getManagedArrays().size();
          int batch = bench.batch().getManagedArrays().size();
          for (int i = 0; i < 20; i++) {
            GenerationConfig how = GenerationConfig.greedy(8).withBeams(1 + i % 3);
            Generator.generate(bench.plm(), encoded, how);
          }
          assertEquals(model, bench.model().getManagedArrays().size());
          assertEquals(batch, bench.batch().getManagedArrays().size());
        });
  }

  @Test
  default void scoresAGreedySequenceByItsLogProbabilities() {
    PlmBench.with(
        this::plm,
        bench -> {
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS[0]);
          GenerationConfig how = GenerationConfig.greedy(9).withForcedBos(5).withLengthPenalty(0.5);
          GeneratedSequences found = Generator.generate(bench.plm(), encoded, how);
          long[] sequence = found.sequences()[0];
          NDArray logs = bench.logits(encoded, sequence).logSoftmax(-1);
          double sum = 0; // the forced first token adds nothing
          for (int t = 1; t + 1 < sequence.length; t++) {
            sum += logs.getFloat(0, t, sequence[t + 1]);
          }
          assertEquals(sum / Math.sqrt(sequence.length - 1), found.scores()[0], 1e-4);
        });
  }

  @Test
  default void generatesForEachExampleWhatItGeneratesForItAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          GenerationConfig how =
              GenerationConfig.greedy(12)
                  .withBeams(3)
                  .withNumReturnSequences(2)
                  .withNoRepeatNgram(2);
          GeneratedSequences both =
              Generator.generate(bench.plm(), bench.encode(PlmBench.TWO_TEXTS), how);
          assertEquals(4, both.sequences().length);
          for (int i = 0; i < 4; i++) {
            EncoderOutput one = bench.encode(PlmBench.TWO_TEXTS[i / 2]);
            GeneratedSequences alone = Generator.generate(bench.plm(), one, how);
            assertArrayEquals(
                content(bench, alone.sequences()[i % 2]), content(bench, both.sequences()[i]));
            assertEquals(alone.scores()[i % 2], both.scores()[i], 1e-4);
          }
        });
  }

  @Test
  default void refusesAForcedTokenThatItDoesNotHave() {
    PlmBench.with(
        this::plm,
        bench -> {
          GenerationConfig how =
              GenerationConfig.greedy(5).withForcedEos(bench.plm().spec().vocabulary());
          EncoderOutput encoded = bench.encode(PlmBench.TWO_TEXTS);
          assertThrows(FuseboxException.class, () -> Generator.generate(bench.plm(), encoded, how));
        });
  }

  /** The decoder's start and random tokens. */
  private static long[] row(PlmBench bench, long seed, int length) {
    Random random = new Random(seed);
    return LongStream.range(0, length)
        .map(i -> i == 0 ? bench.plm().spec().decoderStart() : 3 + random.nextInt(90))
        .toArray();
  }

  private static long[] content(PlmBench bench, long[] sequence) {
    return Arrays.stream(sequence).filter(token -> token != bench.plm().spec().pad()).toArray();
  }
}
