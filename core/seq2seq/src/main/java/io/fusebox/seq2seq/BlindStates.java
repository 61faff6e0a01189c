package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.AttentionMasks;
import io.fusebox.toolkit.tensor.SharedRows;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder's output for blind segments, which saw nothing but themselves.
 *
 * @param part what they were
 * @param states {@code [b, n, d]} each: the embeddings, then every layer's output
 * @param layers every layer's keys and values, {@code [b, h, n, d_head]} each
 */
record BlindStates(JoinedSegments part, List<NDArray> states, List<KeyValue> layers) {

  /** Encodes blind segments; their manager owns the result. */
  static BlindStates of(EncoderStack stack, JoinedSegments part) {
    NDArray allowed = AttentionMasks.padding(part.mask());
    List<KeyValue> layers = new ArrayList<>();
    List<NDArray> states =
        EncoderRun.of(stack, allowed, part, part.positions())
            .states(part.embeddings(), (layer, own) -> spared(layers, own));
    return new BlindStates(part, states, layers);
  }

  private static KeyValue spared(List<KeyValue> layers, KeyValue own) {
    TensorScope.retain(own.keys(), own.values());
    layers.add(own);
    return own;
  }

  /** A layer's keys and values for each of {@code batch} examples, owned by {@code manager}. */
  KeyValue layer(int number, NDManager manager, long batch) {
    KeyValue one = layers.get(number);
    return new KeyValue(
        SharedRows.repeated(TensorScope.viewOn(manager, one.keys()), batch),
        SharedRows.repeated(TensorScope.viewOn(manager, one.values()), batch));
  }

  /** The same without a history for gradients, owned by {@code owner}. */
  BlindStates kept(NDManager owner) {
    return new BlindStates(
        part.kept(owner),
        states.stream().map(state -> TensorScope.detachTo(owner, state)).toList(),
        layers.stream().map(layer -> layer.kept(owner)).toList());
  }
}
