package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.toolkit.tensor.SharedRows;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an input. What stands in front and is the same for all examples is read once for the batch,
 * and the others see its keys and values; the results are the same.
 */
final class CausalPass {
  private CausalPass() {}

  /** Reads an input; gradients flow back to all of it. */
  static EncoderOutput encode(CausalStack stack, PlmInput input) {
    CausalInput joined = new CausalInput(stack, input);
    int shared = input.attention().isPresent() ? 0 : joined.shared();
    return shared == 0 ? whole(joined) : behind(joined, LeadingSegments.of(joined, shared));
  }

  private static EncoderOutput whole(CausalInput joined) {
    int all = joined.input().segments().list().size();
    TokenSequence own = joined.behind(0);
    Past prefix = joined.prefix();
    int n = prefix.length();
    long[][] keys = KeyMasks.joined(prefix.mask(), own.mask());
    SeenKeys seen = new SeenKeys(n, n, keys, joined.blind(n, all));
    CausalRun run = CausalRun.of(joined.stack(), prefix, own, seen, joined.attention());
    return output(joined, run.states(), own.mask(), run);
  }

  /** Reads what follows a front. */
  static EncoderOutput behind(CausalInput joined, LeadingSegments front) {
    int all = joined.input().segments().list().size();
    TokenSequence own = joined.behind(front.segments().size());
    long[][] mask = KeyMasks.joined(front.mask(), own.mask());
    Past past = front.past();
    int n = front.prefixLength();
    long[][] keys = KeyMasks.joined(past.mask(), own.mask());
    SeenKeys seen = new SeenKeys(n, past.length(), keys, joined.blind(n, all));
    CausalRun run = CausalRun.of(joined.stack(), past, own, seen);
    List<NDArray> states = new ArrayList<>();
    for (int i = 0; i < run.states().size(); i++) {
      NDArray second = run.states().get(i);
      NDArray first = front.run().states().get(i);
      states.add(
          TensorScope.freeIntermediates(
              () -> NDArrays.concat(new NDList(each(first, second, joined), second), 1)));
    }
    return output(joined, states, mask, run);
  }

  /** The front's states for every example, owned by the manager of the states behind it. */
  private static NDArray each(NDArray front, NDArray behind, CausalInput joined) {
    NDArray states = TensorScope.viewOn(behind.getManager(), front);
    return SharedRows.repeated(states, joined.input().batch());
  }

  private static EncoderOutput output(
      CausalInput joined, List<NDArray> states, long[][] mask, CausalRun run) {
    NDManager manager = states.get(0).getManager();
    int b = Math.toIntExact(joined.input().batch());
    long[][] each = mask.length == b ? mask : KeyMasks.repeated(mask, b);
    return new EncoderOutput(List.copyOf(states), manager.create(each), Past.flat(run.layers()));
  }
}
