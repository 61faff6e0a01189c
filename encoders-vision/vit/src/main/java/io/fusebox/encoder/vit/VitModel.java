package io.fusebox.encoder.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.fusebox.checkpoint.Parameters;
import io.fusebox.tensor.Attention;
import io.fusebox.tensor.LayerNorm;
import io.fusebox.tensor.Linear;
import io.fusebox.tensor.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The network: patches, a class token before them, positions, layers, a last LN.
 *
 * @param cls {@code [1, 1, d]}
 * @param patchWeight {@code [d, c, p, p]}
 * @param patchBias {@code [d]}
 * @param positions {@code [1, 1 + n, d]}
 */
record VitModel(
    VitConfig config,
    NDArray cls,
    NDArray patchWeight,
    NDArray patchBias,
    NDArray positions,
    List<VitLayer> layers,
    LayerNorm last,
    Optional<Linear> pooler) {

  static VitModel read(Parameters of, VitConfig config) {
    int d = config.width();
    int p = config.patchSize();
    NDArray cls = of.get("embeddings.cls_token", 1, 1, d);
    Parameters patches = of.under("embeddings.patch_embeddings.projection");
    NDArray scale = Attention.scale(cls, d / config.heads());
    return new VitModel(
        config,
        cls,
        patches.get("weight", d, config.channels(), p, p),
        patches.get("bias", d),
        of.get("embeddings.position_embeddings", 1, 1 + config.patches(), d),
        IntStream.range(0, config.layers())
            .mapToObj(i -> VitLayer.read(of.under("encoder.layer." + i), config, scale))
            .toList(),
        LayerNorm.read(of.under("layernorm"), d, config.eps()),
        of.has("pooler.dense.weight")
            ? Optional.of(Linear.read(of.under("pooler.dense"), d, d))
            : Optional.empty());
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}: what the first layer reads. */
  NDArray embed(NDArray pixels) {
    return Scratch.keep(() -> classToken(pixels).concat(patches(pixels), 1).add(positions));
  }

  /** {@code [b, c, h, w] -> [b, n, d]}. */
  private NDArray patches(NDArray pixels) {
    Shape stride = new Shape(config.patchSize(), config.patchSize());
    NDArray grid = Conv2d.conv2d(pixels, patchWeight, patchBias, stride).singletonOrThrow();
    return grid.reshape(pixels.getShape().get(0), config.width(), -1).transpose(0, 2, 1);
  }

  /** {@code [b, 1, d]}. */
  private NDArray classToken(NDArray pixels) {
    Shape shape = new Shape(pixels.getShape().get(0), 1, config.width());
    // Zeros first: a result belongs to the manager of its first operand.
    return pixels.getManager().zeros(shape).add(cls);
  }

  /** {@code [b, c, h, w] -> [b, 1 + n, d]}, after the last LN. */
  NDArray lastHiddenState(NDArray pixels) {
    NDArray x = embed(pixels);
    for (VitLayer layer : layers) {
      NDArray read = x;
      x = layer.apply(read);
      read.close();
    }
    NDArray result = last.apply(x);
    x.close();
    return result;
  }

  /** What each layer reads, then what the last one gives, before the last LN. */
  NDList hiddenStates(NDArray pixels) {
    List<NDArray> states = new ArrayList<>(List.of(embed(pixels)));
    for (VitLayer layer : layers) {
      states.add(layer.apply(states.get(states.size() - 1)));
    }
    return new NDList(states);
  }

  /** {@code [b, 1 + n, d] -> [b, d]}: the state of the class token. */
  static NDArray classState(NDArray lastHiddenState) {
    return lastHiddenState.get(new NDIndex(":, 0"));
  }

  /** {@code [b, 1 + n, d] -> [b, d]}. */
  static NDArray pool(Linear pooler, NDArray lastHiddenState) {
    return pooler.apply(classState(lastHiddenState)).tanh();
  }
}
