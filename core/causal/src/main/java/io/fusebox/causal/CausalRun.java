package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pass over some positions.
 *
 * @param states {@code [b, t, d]} each: what the first layer reads, then every layer's output, the
 *     last one finished
 * @param layers every layer's keys and values of all positions up to these, {@code [b, h, p + t,
 *     d_head]} each
 */
record CausalRun(List<NDArray> states, List<KeyValue> layers) {

  /** Reads a sequence after {@code past}; its manager owns the result. */
  static CausalRun of(CausalStack stack, Past past, TokenSequence own, SeenKeys seen) {
    return of(stack, past, own, seen, null);
  }

  /**
   * Reads a sequence after {@code past}; its manager owns the result.
   *
   * @param attention added to the scores alongside {@code seen}; null = nothing
   */
  static CausalRun of(
      CausalStack stack, Past past, TokenSequence own, SeenKeys seen, @Nullable NDArray attention) {
    NDManager manager = own.embeddings().getManager();
    TokenPositions positions = TokenPositions.behind(past.mask(), own.mask());
    positions.requireBelow(stack.maxPositions());
    @Nullable NDArray mask = least(seen.mask(manager), attention);
    LayerContext context = new LayerContext(mask, stack.rotation(manager, positions));
    List<KeyValue> layers = new ArrayList<>();
    List<NDArray> states = new ArrayList<>(List.of(stack.begin(own.embeddings(), positions)));
    for (CausalLayer layer : stack.layers()) {
      NDArray in = states.get(states.size() - 1);
      states.add(
          TensorScope.freeIntermediates(
              () -> layer.apply(in, mine -> joined(layers, past, mine), context)));
    }
    NDArray last = states.remove(states.size() - 1);
    states.add(TensorScope.freeIntermediates(() -> stack.finish(last)));
    return new CausalRun(states, layers);
  }

  /** A position that either forbids is forbidden; their sum would be an infinity. */
  private static @Nullable NDArray least(@Nullable NDArray seen, @Nullable NDArray attention) {
    if (seen == null || attention == null) {
      return seen == null ? attention : seen;
    }
    return NDArrays.minimum(seen, attention);
  }

  /** They outlive the layer's scope. */
  private static KeyValue joined(List<KeyValue> layers, Past past, KeyValue own) {
    KeyValue all = past.then(layers.size(), own);
    TensorScope.retain(all.keys(), all.values());
    layers.add(all);
    return all;
  }
}
