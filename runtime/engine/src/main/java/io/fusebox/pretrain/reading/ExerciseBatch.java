package io.fusebox.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.plm.Labels;
import io.fusebox.plm.Plm;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Exercises as a language model reads them: up to three segments, as a pipeline joins prompt,
 * features and text.
 *
 * @param labels {@code [b, t]}, padded with {@link Labels#IGNORED}
 */
public record ExerciseBatch(PlmInput input, NDArray labels) {

  /**
   * Puts exercises into tensors.
   *
   * @param manager owns everything that is made
   * @param noise where codes and noise come from
   */
  public static ExerciseBatch of(
      NDManager manager, Plm plm, List<Exercise> exercises, SplittableRandom noise) {
    CodeBook book = new CodeBook(noise, exercises.size(), Math.toIntExact(plm.spec().width()));
    Segments segments = Segments.of();
    for (SlotTensors.Side side : SlotTensors.Side.values()) {
      segments = segments.then(new SlotTensors(manager, plm, book).segment(side, exercises));
    }
    NDArray ids =
        ids(manager, exercises.stream().map(Exercise::question).toList(), plm.spec().pad());
    NDArray mask = ids.neq(plm.spec().pad()).toType(ai.djl.ndarray.types.DataType.INT64, false);
    Segment text = new Segment(Segment.TEXT, plm.embed(ids), mask);
    return new ExerciseBatch(
        new PlmInput(
            segments.then(Segments.of(text)),
            java.util.Optional.empty(),
            PlmInput.Positions.SEGMENT),
        ids(manager, exercises.stream().map(Exercise::answer).toList(), Labels.IGNORED));
  }

  private static NDArray ids(NDManager manager, List<long[]> rows, long fill) {
    int longest = rows.stream().mapToInt(r -> r.length).max().orElse(0);
    long[] data = new long[rows.size() * longest];
    Arrays.fill(data, fill);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, data, i * longest, rows.get(i).length);
    }
    return manager.create(data, new Shape(rows.size(), longest));
  }
}
