package io.fusebox.encoder.siglip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.TensorScope;
import io.fusebox.toolkit.vision.VisionConfig;

/**
 * Pools all states into one: a learned probe attends to them, and a perceptron adds to what it
 * found.
 *
 * @param probe {@code [1, 1, d]}
 * @param weight of the query, the keys and the values, one below the other: {@code [3d, d]}
 * @param bias {@code [3d]}
 */
record ProbeHead(
    NDArray probe,
    NDArray weight,
    NDArray bias,
    Linear out,
    int heads,
    NDArray scale,
    LayerNorm norm,
    FeedForward perceptron) {

  static ProbeHead read(Parameters of, VisionConfig config, FeedForward perceptron, NDArray scale) {
    int d = config.width();
    return new ProbeHead(
        of.get("probe", 1, 1, d),
        of.get("attention.in_proj_weight", 3 * d, d),
        of.get("attention.in_proj_bias", 3 * d),
        Linear.read(of.under("attention.out_proj"), d, d),
        config.heads(),
        scale,
        LayerNorm.read(of.under("layernorm"), d, config.eps()),
        perceptron);
  }

  /** {@code [b, n, d] -> [b, d]}, owned by the manager of {@code states}. */
  NDArray apply(NDArray states) {
    return TensorScope.freeIntermediates(
        () -> {
          Shape one = new Shape(states.getShape().get(0), 1, states.getShape().get(2));
          // Zeros first: a result belongs to the manager of its first operand.
          NDArray query = states.getManager().zeros(one).add(probe);
          Attention attention = attention();
          NDArray found = attention.attend(query, attention.keyValue(states), null); // [b, 1, d]
          return found.add(perceptron.apply(norm.apply(found))).get(":, 0");
        });
  }

  /** Made again each time: thawed weights have their gradients through slices of this call. */
  private Attention attention() {
    return new Attention(part(0), part(1), part(2), out, heads, scale);
  }

  private Linear part(int index) {
    long d = probe.getShape().get(2);
    NDIndex rows = new NDIndex("{}:{}", index * d, (index + 1) * d);
    return new Linear(weight.get(rows), bias.get(rows));
  }
}
