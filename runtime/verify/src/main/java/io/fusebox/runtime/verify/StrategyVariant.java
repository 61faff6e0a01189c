package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.Plm;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The inputs that strategies make of a case.
 *
 * @param given features, words and weights as the case gives them
 * @param fuse the strategies
 * @param gradients outputs that are gradients, each of the weights whose columns it joins in order
 * @param labels {@code [b, t]}
 */
record StrategyVariant(
    Plm plm,
    FusionInput given,
    Function<FusionInput, PlmInput> fuse,
    Map<String, List<String>> gradients,
    NDArray labels) {

  /** The PLM's input, through which gradients flow back when they are recorded. */
  PlmInput input() {
    return fuse.apply(given);
  }
}
