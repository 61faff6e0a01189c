package io.fusebox.causal;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whole answers at once after what was read before. The first of the decoder's ids stands for
 * the last token of the input, whose states are there already.
 */
final class AnswerStates {
  private AnswerStates() {}

  /**
   * Reads answers.
   *
   * @param ids {@code [b, t]} int64; its manager owns the results
   */
  static Decoded decode(CausalModel model, EncoderOutput read, NDArray ids) {
    List<NDArray> states = states(model, read, ids);
    NDArray finished = states.get(states.size() - 1);
    return new Decoded(states, TensorScope.freeIntermediates(() -> model.stack().logits(finished)));
  }

  /** The logits {@code [b, n]} of some tokens behind {@code ids}; see {@link Plm#nextLogits}. */
  static NDArray nextLogits(CausalModel model, EncoderOutput read, NDArray ids, NDArray tokens) {
    List<NDArray> states = states(model, read, ids);
    NDArray last = states.get(states.size() - 1).get(new NDIndex(":, -1:"));
    return model.stack().logits(last, tokens).squeeze(1);
  }

  private static List<NDArray> states(CausalModel model, EncoderOutput read, NDArray ids) {
    long examples = read.mask().getShape().get(0);
    require(
        ids.getShape().dimension() == 2 && ids.getShape().get(0) == examples,
        "the decoder's ids must be [%d, t], found %s".formatted(examples, ids.getShape()));
    NDManager manager = ids.getManager();
    long[][] mask = KeyMasks.of(read.mask());
    LastToken last = LastToken.of(mask);
    List<NDArray> states =
        read.hiddenStates().stream()
            .map(x -> TensorScope.freeIntermediates(() -> last.of(TensorScope.viewOn(manager, x))))
            .toList();
    if (ids.getShape().get(1) > 1) {
      states = joined(states, behind(model, read, mask, ids).states());
    }
    return states;
  }

  private static CausalRun behind(
      CausalModel model, EncoderOutput read, long[][] mask, NDArray ids) {
    NDManager manager = ids.getManager();
    Past past = Past.of(read, mask, manager);
    NDArray answers = model.embedding().apply(ids.get(new NDIndex(":, 1:")));
    TokenSequence own =
        new TokenSequence(answers, KeyMasks.ones(Math.toIntExact(answers.getShape().get(1))));
    SeenKeys seen = SeenKeys.all(past.length(), KeyMasks.joined(past.mask(), own.mask()));
    return CausalRun.of(model.stack(), past, own, seen);
  }

  private static List<NDArray> joined(List<NDArray> first, List<NDArray> rest) {
    List<NDArray> joined = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      joined.add(NDArrays.concat(new NDList(first.get(i), rest.get(i)), 1));
    }
    return List.copyOf(joined);
  }
}
