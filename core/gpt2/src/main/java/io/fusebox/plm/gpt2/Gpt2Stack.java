package io.fusebox.plm.gpt2;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.causal.CausalStack;
import io.fusebox.causal.TokenPositions;
import io.fusebox.toolkit.tensor.Embedding;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.List;

/**
 * GPT-2's layers and head.
 *
 * @param positions learned, added to the embeddings
 */
record Gpt2Stack(Embedding positions, List<Gpt2Layer> layers, LayerNorm norm, Linear head)
    implements CausalStack {
  @Override
  public long width() {
    return positions.weight().getShape().get(1);
  }

  @Override
  public long maxPositions() {
    return positions.weight().getShape().get(0);
  }

  @Override
  public PrefixShape prefixShape() {
    int heads = layers.get(0).heads();
    return new PrefixShape(layers.size(), heads, Math.toIntExact(width() / heads));
  }

  @Override
  public boolean addsPositions() {
    return true;
  }

  @Override
  public NDArray begin(NDArray x, TokenPositions at) {
    NDArray ids = at.on(x.getManager());
    return TensorScope.freeIntermediates(() -> x.add(positions.apply(ids)));
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
