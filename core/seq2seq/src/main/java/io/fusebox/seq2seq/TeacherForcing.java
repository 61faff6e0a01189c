package io.fusebox.seq2seq;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decoding whole inputs at once, each position seeing those before it. */
public final class TeacherForcing {
  private TeacherForcing() {}

  /**
   * Runs a decoder over whole inputs.
   *
   * @param ids {@code [b, t]} int64; its manager owns the results
   * @param mask {@code [b, t]}, 1 = attend, in addition to causality; null = all
   * @throws io.fusebox.api.FuseboxException when {@code ids} is not {@code [b, t]}
   */
  public static Decoded decode(
      DecoderStack stack, EncoderOutput encoded, NDArray ids, @Nullable NDArray mask) {
    List<NDArray> states = states(stack, encoded, ids, mask);
    return new Decoded(states, stack.logits(states.get(states.size() - 1)));
  }

  /** The logits {@code [b, n]} of some tokens behind {@code ids}; see {@link Plm#nextLogits}. */
  static NDArray nextLogits(
      DecoderStack stack, EncoderOutput encoded, NDArray ids, NDArray tokens) {
    List<NDArray> states = states(stack, encoded, ids, null);
    NDArray last = states.get(states.size() - 1).get(new NDIndex(":, -1:"));
    return stack.logits(last, tokens).squeeze(1);
  }

  private static List<NDArray> states(
      DecoderStack stack, EncoderOutput encoded, NDArray ids, @Nullable NDArray mask) {
    long examples = encoded.mask().getShape().get(0);
    require(
        ids.getShape().dimension() == 2 && ids.getShape().get(0) == examples,
        "the decoder's ids must be [%d, t], found %s".formatted(examples, ids.getShape()));
    NDManager manager = ids.getManager();
    NDArray source = TensorScope.viewOn(manager, encoded.last());
    NDArray padding =
        TensorScope.freeIntermediates(() -> padding(TensorScope.viewOn(manager, encoded.mask())));
    NDArray seen = TensorScope.freeIntermediates(() -> seen(stack, ids, mask));
    NDArray x = stack.start(ids, 0);
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (DecoderLayer layer : stack.layers()) {
      NDArray in = x;
      x =
          TensorScope.freeIntermediates(
              () -> layer.apply(in, UnaryOperator.identity(), seen, layer.source(source), padding));
      states.add(x);
    }
    x = stack.finish(x);
    states.set(states.size() - 1, x);
    return List.copyOf(states);
  }

  /** {@code [b, s] -> [b, 1, 1, s]} to add to the scores of cross-attention. */
  static NDArray padding(NDArray mask) {
    return AttentionMasks.additive(AttentionMasks.padding(mask));
  }

  /** The bias that is added to the scores of self-attention. */
  private static NDArray seen(DecoderStack stack, NDArray ids, @Nullable NDArray mask) {
    long t = ids.getShape().get(1);
    NDArray before = AttentionMasks.causal(ids.getManager(), t);
    NDArray allowed = mask == null ? before : before.logicalAnd(AttentionMasks.padding(mask));
    NDArray added = AttentionMasks.additive(allowed);
    return stack.bias(ids.getManager(), 0, t).map(bias -> bias.add(added)).orElse(added);
  }
}
