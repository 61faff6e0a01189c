package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.RmsNorm;
import io.fusebox.toolkit.tensor.Rotation;
import java.util.List;

/** Layers built as Llama's, with their head. */
record RotaryStack(
    long width,
    long maxPositions,
    PrefixShape prefixShape,
    RotaryFrequencies frequencies,
    List<RotaryLayer> layers,
    RmsNorm norm,
    Linear head)
    implements CausalStack {

  @Override
  public Rotation rotation(NDManager manager, TokenPositions positions) {
    return frequencies.at(manager, positions);
  }

  @Override
  public NDArray finish(NDArray x) {
    return norm.apply(x);
  }

  @Override
  public NDArray logits(NDArray x) {
    return head.apply(x);
  }

  @Override
  public NDArray logits(NDArray x, NDArray tokens) {
    return head.only(tokens).apply(x);
  }
}
