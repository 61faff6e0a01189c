package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.SharedRows;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of what was read before.
 *
 * @param layers {@code [b, h, p, d_head]} each, or {@code [1, h, p, d_head]} when they are the same
 *     for every example; none = nothing was read
 * @param mask {@code [b][p]} or {@code [1][p]}, 1 = a token
 */
record Past(List<KeyValue> layers, long[][] mask) {
  static final Past NOTHING = new Past(List.of(), new long[1][0]);

  int length() {
    return mask[0].length;
  }

  /** A layer's keys and values, then {@code own}; owned by the manager of {@code own}. */
  KeyValue then(int layer, KeyValue own) {
    if (layers.isEmpty()) {
      return own;
    }
    NDManager manager = own.keys().getManager();
    long batch = own.keys().getShape().get(0);
    KeyValue before = layers.get(layer);
    return new KeyValue(
            SharedRows.repeated(TensorScope.viewOn(manager, before.keys()), batch),
            SharedRows.repeated(TensorScope.viewOn(manager, before.values()), batch))
        .concat(own);
  }

  /**
   * The data of an input, for use on {@code manager}.
   *
   * @param mask the output's, {@code [b][s]}
   */
  static Past of(EncoderOutput read, long[][] mask, NDManager manager) {
    List<KeyValue> layers = layers(read.memory(), manager);
    int prefix = Math.toIntExact(layers.get(0).keys().getShape().get(2) - mask[0].length);
    return new Past(layers, KeyMasks.joined(KeyMasks.ones(prefix), mask));
  }

  /** A prefix, for use on {@code manager}. */
  static Past of(Prefix prefix, NDManager manager) {
    NDArray keys = TensorScope.viewOn(manager, prefix.keys());
    NDArray values = TensorScope.viewOn(manager, prefix.values());
    List<KeyValue> layers = new ArrayList<>();
    for (long i = 0; i < keys.getShape().get(0); i++) {
      NDIndex layer = new NDIndex("{}", i);
      layers.add(new KeyValue(keys.get(layer), values.get(layer)));
    }
    return new Past(layers, KeyMasks.ones(Math.toIntExact(prefix.length())));
  }

  /** Each example's as often as it has beams, owned by {@code owner}. */
  Past repeated(int beams, NDManager owner) {
    return beams == 1
        ? this
        : new Past(
            layers.stream()
                .map(
                    kv ->
                        new KeyValue(kv.keys().repeat(0, beams), kv.values().repeat(0, beams))
                            .kept(owner))
                .toList(),
            KeyMasks.repeated(mask, beams));
  }

  /** Keys and values, layer after layer, as an encoder's output carries them. */
  static List<NDArray> flat(List<KeyValue> layers) {
    return layers.stream().flatMap(kv -> List.of(kv.keys(), kv.values()).stream()).toList();
  }

  private static List<KeyValue> layers(List<NDArray> flat, NDManager manager) {
    List<KeyValue> layers = new ArrayList<>();
    for (int i = 0; i < flat.size(); i += 2) {
      layers.add(
          new KeyValue(
              TensorScope.viewOn(manager, flat.get(i)),
              TensorScope.viewOn(manager, flat.get(i + 1))));
    }
    return layers;
  }
}
