package io.fusebox.runtime.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.text.TokenBatch;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Exercises as a language model reads them, in segments as a pipeline joins them.
 *
 * @param input {@code [prompt | description | question]}, or without a prompt
 * @param labels {@code [b, t]}, padded with {@link Labels#IGNORED}
 */
public record ExerciseBatch(PlmInput input, NDArray labels) {

  /**
   * Puts exercises into tensors.
   *
   * @param prompt what comes first, {@code [b, n, d]}; empty = nothing. Its manager, or else {@code
   *     manager}, owns all that is computed
   * @param random where noise comes from
   */
  public static ExerciseBatch of(
      NDManager manager,
      Plm plm,
      Optional<NDArray> prompt,
      List<Exercise> exercises,
      Random random) {
    Segments segments =
        prompt.map(p -> Segments.of(Segment.unpadded(Segment.PROMPT, p))).orElse(Segments.of());
    TokenBatch question =
        TokenBatch.pad(
            exercises.stream().map(e -> plm.tokenizer().encode(e.asked().question())).toList(),
            plm.spec().pad());
    NDArray embeddings = plm.embed(manager.create(question.ids()));
    NDArray mask = manager.create(question.mask());
    Segments all =
        segments
            .concat(Segments.of(new DescriptionTensors(manager, plm).segment(exercises, random)))
            .concat(Segments.of(new Segment(Segment.TEXT, embeddings, mask)));
    TokenBatch answers =
        TokenBatch.pad(
            exercises.stream().map(e -> plm.answer(e.asked().answer())).toList(), Labels.IGNORED);
    NDArray labels = manager.create(answers.ids());
    return new ExerciseBatch(new PlmInput(all, Optional.empty(), PlmInput.Positions.AUTO), labels);
  }
}
