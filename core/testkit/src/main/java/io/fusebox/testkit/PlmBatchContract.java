package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.generation.Generator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other examples are in a batch changes nothing for any of them, however long they are. */
public interface PlmBatchContract {
  /** The largest difference between an example in a batch and the same alone. */
  double ALIKE = 1e-4;

  /** A new PLM of at least 99 tokens whose tensors {@code owner} owns. */
  Plm plm(NDManager owner);

  /** How positions may be counted; a decoder-only PLM refuses what restarts. */
  default List<Positions> positions() {
    return List.of(Positions.values());
  }

  /** Features and texts of unequal lengths, padded as batches are. */
  @Test
  default void readsEachExampleOfABatchAsItReadsItAlone() {
    PlmBench.with(
        this::plm,
        bench -> {
          for (Positions positions : positions()) {
            check(bench, bench.unequal().withPositions(positions));
            check(bench, blindInTheMiddle(bench.unequal()).withPositions(positions));
          }
        });
  }

  private static void check(PlmBench bench, PlmInput batch) {
    EncoderOutput together = bench.plm().encode(batch);
    long[][] answers = {{0, 7, 8}, {0, 9, 10}, {0, 11, 12}};
    NDArray logits = bench.logits(together, answers);
    GenerationConfig how = GenerationConfig.greedy(7).withBeams(2);
    long[][] said = Generator.generate(bench.plm(), together, how).sequences();
    for (int i = 0; i < 3; i++) {
      EncoderOutput alone = bench.plm().encode(alone(bench, batch, i));
      NDArray expected = bench.logits(alone, answers[i]).get(0);
      Tensors.assertClose(expected, logits.get(i), ALIKE, "example " + i);
      long[] sequence = Generator.generate(bench.plm(), alone, how).sequences()[0];
      assertArrayEquals(unpadded(bench, sequence), unpadded(bench, said[i]));
    }
  }

  /** The prompt between features and text, blind to both. */
  private static PlmInput blindInTheMiddle(PlmInput input) {
    List<Segment> list = input.segments().list();
    return PlmBench.input(list.get(1), list.get(0).asBlind(), list.get(2));
  }

  private static PlmInput alone(PlmBench bench, PlmInput batch, int example) {
    Segment[] segments =
        batch.segments().list().stream()
            .map(segment -> alone(segment, segment.batch() == 1 ? 0 : example))
            .toArray(Segment[]::new);
    assertEquals(bench.width(), segments[0].embeddings().getShape().get(2));
    return PlmBench.input(segments).withPositions(batch.positions());
  }

  private static Segment alone(Segment segment, int row) {
    long real = segment.mask().get(new NDIndex("{}", row)).sum().getLong();
    NDIndex tokens = new NDIndex("{}:{}, :{}", row, row + 1, real);
    NDArray embeddings = segment.embeddings().get(tokens);
    NDArray mask =
        embeddings
            .getManager()
            .ones(new Shape(1, real))
            .toType(segment.mask().getDataType(), false);
    return segment.with(embeddings, mask);
  }

  private static long[] unpadded(PlmBench bench, long[] sequence) {
    return java.util.Arrays.stream(sequence)
        .filter(token -> token != bench.plm().spec().pad())
        .toArray();
  }
}
