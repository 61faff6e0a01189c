package io.fusebox.runtime.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Exercises as a language model reads them, in segments as a pipeline joins them.
 *
 * @param input {@code [prompt | description | question]}, or without a prompt
 * @param labels {@code [b, t]}, padded with {@link Labels#IGNORED}
 */
public record Lesson(PlmInput input, NDArray labels) {

  /**
   * Puts exercises into tensors.
   *
   * @param prompt what comes first, {@code [b, n, d]}; empty = nothing. Its manager, or else {@code
   *     manager}, owns all that is computed
   * @param random where noise comes from
   */
  public static Lesson of(
      NDManager manager,
      Plm plm,
      Optional<NDArray> prompt,
      List<Exercise> exercises,
      Random random) {
    Segments segments =
        prompt.map(p -> Segments.of(Segment.unpadded(Segment.PROMPT, p))).orElse(Segments.of());
    NDArray ids =
        ids(
            manager,
            exercises.stream().map(e -> plm.tokenizer().encode(e.asked().question())).toList(),
            plm.spec().pad());
    NDArray mask = ids.neq(plm.spec().pad()).toType(DataType.INT64, false);
    Segments all =
        segments
            .then(Segments.of(new SlotTensors(manager, plm).segment(exercises, random)))
            .then(Segments.of(new Segment(Segment.TEXT, plm.embed(ids), mask)));
    NDArray labels =
        ids(
            manager,
            exercises.stream().map(e -> plm.tokenizer().encode(e.asked().answer())).toList(),
            Labels.IGNORED);
    return new Lesson(new PlmInput(all, Optional.empty(), PlmInput.Positions.SEGMENT), labels);
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
