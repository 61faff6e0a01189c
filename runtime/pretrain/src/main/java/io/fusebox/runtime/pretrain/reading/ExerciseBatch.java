package io.fusebox.runtime.pretrain.reading;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.template.InputTemplate;
import io.fusebox.toolkit.template.InputTemplate.Parts;
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
    List<Parts> questions =
        exercises.stream()
            .map(e -> e.asked().question())
            .map(text -> InputTemplate.NONE.tokens(plm.tokenizer(), text, plm.beginsInput()))
            .toList();
    Segments all =
        tokens(manager, plm, Segment.TEMPLATE, questions.stream().map(Parts::before).toList())
            .concat(
                prompt
                    .map(p -> Segments.of(Segment.unpadded(Segment.PROMPT, p)))
                    .orElse(Segments.of()))
            .concat(Segments.of(new DescriptionTensors(manager, plm).segment(exercises, random)))
            .concat(
                tokens(manager, plm, Segment.TEXT, questions.stream().map(Parts::text).toList()));
    TokenBatch answers =
        TokenBatch.pad(
            exercises.stream().map(e -> plm.answer(e.asked().answer())).toList(), Labels.IGNORED);
    NDArray labels = manager.create(answers.ids());
    return new ExerciseBatch(new PlmInput(all, Optional.empty(), PlmInput.Positions.AUTO), labels);
  }

  private static Segments tokens(NDManager manager, Plm plm, String name, List<long[]> ids) {
    TokenBatch tokens = TokenBatch.pad(ids, plm.spec().pad());
    if (tokens.ids()[0].length == 0) {
      return Segments.of();
    }
    NDArray embeddings = plm.embed(manager.create(tokens.ids()));
    return Segments.of(new Segment(name, embeddings, manager.create(tokens.mask())));
  }
}
