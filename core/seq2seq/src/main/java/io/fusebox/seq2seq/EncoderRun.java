package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an encoder, one after another.
 *
 * @param mask added to the scores of every layer
 * @param prefix what every layer sees before all else
 */
record EncoderRun(EncoderStack stack, NDArray mask, Optional<PrefixedKeys> prefix) {
  /** The mask of a run's positions. */
  @FunctionalInterface
  interface LayerSight {
    /** From a layer's keys and values of these positions to those of all that they see. */
    KeyValue all(int layer, KeyValue own);
  }

  /**
   * Prepares a run.
   *
   * @param allowed 1 = attend, broadcast to {@code [b, h, t, s]}; its manager owns the mask
   * @param part those that see
   * @param keys the positions of those that are seen, in each example or in all
   */
  static EncoderRun of(EncoderStack stack, NDArray allowed, JoinedSegments part, int[][] keys) {
    NDManager manager = allowed.getManager();
    Optional<PrefixedKeys> prefix = part.prefix().map(PrefixedKeys::new);
    NDArray mask =
        TensorScope.freeIntermediates(
            () -> {
              NDArray hidden = AttentionMasks.additive(allowed);
              NDArray added =
                  bias(stack, manager, part.positions(), keys)
                      .map(bias -> bias.add(hidden))
                      .orElse(hidden);
              return prefix.map(p -> p.widened(added)).orElse(added);
            });
    return new EncoderRun(stack, mask, prefix);
  }

  /** {@code [b, h, t, s]}, or {@code [1, h, t, s]} where all examples are padded alike. */
  private static Optional<NDArray> bias(
      EncoderStack stack, NDManager manager, int[][] queries, int[][] keys) {
    NDList each = new NDList();
    for (int i = 0; i < Math.max(queries.length, keys.length); i++) {
      stack.bias(manager, queries[i % queries.length], keys[i % keys.length]).ifPresent(each::add);
    }
    return each.size() < 2 ? each.stream().findFirst() : Optional.of(NDArrays.concat(each, 0));
  }

  /** {@code [b, t, d]} each: {@code x}, then every layer's output, the last one finished. */
  List<NDArray> states(NDArray x, LayerSight sight) {
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (int i = 0; i < stack.layers().size(); i++) {
      EncoderLayer layer = stack.layers().get(i);
      NDArray in = states.get(i);
      int number = i;
      states.add(
          TensorScope.freeIntermediates(
              () -> layer.apply(in, own -> all(number, own, sight), mask)));
    }
    int last = states.size() - 1;
    states.set(last, TensorScope.freeIntermediates(() -> stack.finish(states.get(last))));
    return states;
  }

  private KeyValue all(int layer, KeyValue own, LayerSight sight) {
    KeyValue seen = sight.all(layer, own);
    return prefix.map(p -> p.before(layer, seen)).orElse(seen);
  }
}
