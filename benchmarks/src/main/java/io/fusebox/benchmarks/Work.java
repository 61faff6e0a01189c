package io.fusebox.benchmarks;

import io.fusebox.benchmarks.Piece.Elements;
import io.fusebox.benchmarks.Piece.Elements.Pass;
import io.fusebox.benchmarks.Piece.Heads;
import io.fusebox.benchmarks.Piece.JoinedHeads;
import io.fusebox.benchmarks.Piece.Kind;
import io.fusebox.benchmarks.Piece.Product;
import java.util.ArrayList;
import java.util.List;

/** All pieces of one job, counted from the shapes of its model. */
final class Work {
  private final ModelShape shape;
  private final List<Piece> pieces = new ArrayList<>();

  Work(ModelShape shape) {
    this.shape = shape;
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** Of a pass that records nothing for gradients. */
  long flops() {
    return pieces.stream().mapToLong(Piece::flops).sum();
  }

  /**
   * Of a pass with its way back to what was read. Weights are frozen: the way back through a
   * product is one more product. Attention has two operands in each of its products, so twice.
   */
  long trainingFlops() {
    return pieces.stream().mapToLong(p -> p.flops() * (p.kind() == Kind.ATTENTION ? 3 : 2)).sum();
  }

  Work product(String weight, long rows, long in, long out) {
    pieces.add(new Product(weight, rows, in, out));
    return this;
  }

  /** Layers that see {@code keys} positions, and compute {@code queries} of them. */
  Work layers(String stack, long examples, long queries, long keys) {
    return layers(stack, examples, queries, keys, false);
  }

  /** The same with a gate in the feed-forward pass. */
  Work gatedLayers(String stack, long examples, long queries, long keys) {
    return layers(stack, examples, queries, keys, true);
  }

  private Work layers(String stack, long examples, long queries, long keys, boolean gated) {
    long rows = examples * queries;
    int d = shape.width();
    for (int i = 0; i < shape.layers(); i++) {
      String layer = stack + i;
      product(layer + "k", rows, d, shape.keyWidth());
      product(layer + "v", rows, d, shape.keyWidth());
      attention(layer, examples, queries, keys);
      feedForward(layer, rows, gated);
    }
    return this;
  }

  /** Layers of a decoder that see {@code read} positions of an encoder too. */
  Work crossLayers(String stack, long examples, long queries, long keys, long read) {
    for (int i = 0; i < shape.layers(); i++) {
      attention(stack + i + "cross", examples, queries, read);
    }
    return layers(stack, examples, queries, keys);
  }

  /** Keys and values of what an encoder gave, for each layer of a decoder. */
  Work crossKeys(String stack, long rows) {
    for (int i = 0; i < shape.layers(); i++) {
      product(stack + i + "cross k", rows, shape.width(), shape.width());
      product(stack + i + "cross v", rows, shape.width(), shape.width());
    }
    return this;
  }

  /** The head over the vocabulary. */
  Work head(long rows) {
    return product("head", rows, shape.width(), shape.vocabulary());
  }

  private void attention(String layer, long examples, long queries, long keys) {
    long rows = examples * queries;
    int d = shape.width();
    product(layer + "q", rows, d, d);
    pieces.add(new Heads(examples, shape.heads(), queries, keys, shape.headWidth()));
    pieces.add(new JoinedHeads(examples, shape.heads(), queries, shape.headWidth()));
    product(layer + "o", rows, d, d);
    around(rows);
  }

  private void feedForward(String layer, long rows, boolean gated) {
    product(layer + "in", rows, shape.width(), shape.inner());
    if (gated) {
      product(layer + "gate", rows, shape.width(), shape.inner());
      pieces.add(new Elements(Pass.SUM, rows, shape.inner())); // their product, as long
    }
    pieces.add(new Elements(Pass.ACTIVATION, rows, shape.inner()));
    product(layer + "out", rows, shape.inner(), shape.width());
    around(rows);
  }

  /** The norm and the residual sum of one half of a layer. */
  private void around(long rows) {
    pieces.add(new Elements(Pass.NORM, rows, shape.width()));
    pieces.add(new Elements(Pass.SUM, rows, shape.width()));
  }
}
