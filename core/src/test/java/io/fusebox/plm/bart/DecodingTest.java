package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.FuseboxException;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.plm.DecoderSession;
import io.fusebox.plm.Encoded;
import io.fusebox.plm.Generated;
import io.fusebox.plm.Generation;
import io.fusebox.plm.Generator;
import io.fusebox.plm.Labels;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decoding token by token. */
class DecodingTest {
  private static final long[] ROW_A = {2, 17, 40, 9, 33};
  private static final long[] ROW_B = {2, 5, 61, 62, 8};

  private final Golden golden = new Golden("bart-tiny");
  private final NDManager batch = golden.manager.newSubManager();

  @AfterEach
  void close() {
    golden.close();
  }

  @Test
  void givesTheSameLogitsWithTheCacheAsWithout() {
    Encoded encoded = two();
    NDArray whole = whole(encoded, ROW_A, ROW_B);
    try (DecoderSession session = golden.bart.open(encoded)) {
      for (int t = 0; t < ROW_A.length; t++) {
        NDArray logits = session.next(new long[] {ROW_A[t], ROW_B[t]});
        Golden.assertClose(whole.get(":, " + t), logits, "step " + t);
      }
    }
  }

  @Test
  void continuesBeamsWhereOthersWere() {
    Encoded encoded = one();
    NDArray whole = whole(encoded, ROW_B);
    try (DecoderSession session = golden.bart.open(encoded)) {
      for (int t = 0; t < 4; t++) {
        session.next(new long[] {ROW_A[t], ROW_B[t], ROW_A[t]});
      }
      session.reorder(new int[] {1, 1, 0});
      NDArray logits = session.next(new long[] {ROW_B[4], ROW_B[4], ROW_A[4]});
      Golden.assertClose(whole.get("0, 4"), logits.get(0), "the row that moved");
      Golden.assertClose(whole.get("0, 4"), logits.get(1), "the row that stayed");
      Golden.assertClose(whole(encoded, ROW_A).get("0, 4"), logits.get(2), "the row put back");
    }
  }

  @Test
  void refusesARowOfAnotherExample() {
    try (DecoderSession session = golden.bart.open(two())) {
      session.next(new long[] {2, 2, 2, 2});
      assertThrows(IllegalArgumentException.class, () -> session.reorder(new int[] {0, 2, 2, 3}));
      assertThrows(IllegalArgumentException.class, () -> session.next(new long[] {2, 2}));
    }
  }

  @Test
  void holdsNoMoreAfterManyStepsThanAfterAFew() {
    Encoded encoded = two();
    int model = golden.manager.getManagedArrays().size();
    try (DecoderSession session = golden.bart.open(encoded)) {
      int early = 0;
      for (int t = 0; t < 60; t++) {
        session.next(new long[] {7, 7, 7, 7});
        session.reorder(new int[] {1, 0, 2, 3});
        if (t == 2) {
          early = batch.getManagedArrays().size();
        }
      }
      assertEquals(early, batch.getManagedArrays().size());
    }
    assertEquals(model, golden.manager.getManagedArrays().size());
  }

  @Test
  void leavesNothingBehindAfterGenerating() {
    Encoded encoded = two();
    int before = golden.manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      Generator.generate(golden.bart, encoded, Generation.greedy(8).withBeams(1 + i % 3));
    }
    assertEquals(before, golden.manager.getManagedArrays().size());
  }

  @Test
  void scoresAGreedySequenceByItsLogProbabilities() {
    Encoded encoded = one();
    Generation how = Generation.greedy(9).withForcedBos(0).withLengthPenalty(0.5);
    Generated found = Generator.generate(golden.bart, encoded, how);
    long[] sequence = found.sequences()[0];
    NDArray logs = whole(encoded, sequence).logSoftmax(-1);
    double sum = 0; // the forced first token adds nothing
    for (int t = 1; t + 1 < sequence.length; t++) {
      sum += logs.getFloat(0, t, sequence[t + 1]);
    }
    assertEquals(sum / Math.sqrt(sequence.length - 1), found.scores()[0], 1e-4);
  }

  @Test
  void generatesForEachExampleWhatItGeneratesForItAlone() {
    Generation how = Generation.greedy(12).withBeams(3).withReturned(2).withNoRepeatNgram(2);
    Generated both = Generator.generate(golden.bart, two(), how);
    Generated alone = Generator.generate(golden.bart, one(), how);
    assertEquals(4, both.sequences().length);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(content(alone.sequences()[i]), content(both.sequences()[i]));
      assertEquals(alone.scores()[i], both.scores()[i], 1e-4);
    }
  }

  @Test
  void refusesToDecodeBeyondItsPositions() {
    Generation how = Generation.greedy(70).withMinLength(70);
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> Generator.generate(golden.bart, one(), how));
    assertEquals(
        "the decoder's input ends at position 65, but the PLM knows 64 (max_position_embeddings);"
            + " shorten it",
        e.getMessage());
  }

  @Test
  void refusesAForcedTokenThatItDoesNotHave() {
    Generation how = Generation.greedy(5).withForcedEos(120);
    assertThrows(FuseboxException.class, () -> Generator.generate(golden.bart, one(), how));
  }

  @Test
  void shiftsLabelsBehindTheStartToken() {
    NDArray labels = batch.create(new long[] {5, 6, -100, 7, -100, -100}, new Shape(2, 3));
    assertArrayEquals(new long[] {2, 5, 6, 2, 7, 1}, Labels.shiftRight(labels, 2, 1).toLongArray());
  }

  private static long[] content(long[] sequence) {
    return Arrays.stream(sequence).filter(token -> token != 1).toArray();
  }

  private NDArray whole(Encoded encoded, long[]... rows) {
    return golden.bart.decode(encoded, batch.create(rows)).logits();
  }

  private Encoded one() {
    return encode(new long[][] {{0, 11, 12, 13, 2}});
  }

  private Encoded two() {
    return encode(new long[][] {{0, 11, 12, 13, 2}, {0, 50, 51, 98, 2}});
  }

  private Encoded encode(long[][] ids) {
    Segment text = Segment.unpadded(Segment.TEXT, golden.bart.embed(batch.create(ids)));
    return golden.bart.encode(PlmInput.join(Segments.of(text)));
  }
}
