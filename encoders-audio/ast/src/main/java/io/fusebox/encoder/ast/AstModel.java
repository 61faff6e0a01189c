package io.fusebox.encoder.ast;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.Attention;
import io.fusebox.toolkit.tensor.PreNormLayers;
import io.fusebox.toolkit.tensor.TensorScope;
import io.fusebox.toolkit.vision.VitLayers;

/**
 * The network: overlapping patches of the filter bank's output, a class and a distillation token
 * before them, positions, layers, a last LN.
 *
 * @param weight of the patches' convolution, {@code [d, 1, p, p]}
 * @param bias {@code [d]}
 * @param tokens class and distillation token, {@code [1, 1, d]} each
 * @param positions {@code [1, 2 + n, d]}
 */
record AstModel(
    AstConfig config,
    NDArray weight,
    NDArray bias,
    NDList tokens,
    NDArray positions,
    PreNormLayers layers,
    LayerNorm last) {

  /**
   * Reads the network.
   *
   * @param owner owns the constants of its functions
   */
  static AstModel read(Parameters of, AstConfig config, NDManager owner) {
    int d = config.width();
    int p = config.patchSize();
    Parameters embeddings = of.under("embeddings");
    Parameters patches = embeddings.under("patch_embeddings.projection");
    NDArray positions = embeddings.get("position_embeddings", 1, 2 + config.patches(), d);
    NDArray scale = Attention.scale(positions, d / config.heads());
    return new AstModel(
        config,
        patches.get("weight", d, 1, p, p),
        patches.get("bias", d),
        new NDList(
            embeddings.get("cls_token", 1, 1, d), embeddings.get("distillation_token", 1, 1, d)),
        positions,
        new VitLayers(
                of,
                config.width(),
                config.heads(),
                config.inner(),
                Activation.named(config.activation(), owner),
                config.eps(),
                config.qkvBias(),
                scale)
            .read(config.layers()),
        LayerNorm.read(of.under("layernorm"), d, config.eps()));
  }

  /** {@code [b, t, mels] -> [b, 2 + n, d]}: patches of the lowest bands first, each in time. */
  private NDArray embed(NDArray input) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray image = input.swapAxes(1, 2).expandDims(1); // [b, 1, mels, t]
          Shape strides = new Shape(config.melStride(), config.frameStride());
          NDArray grid = Conv2d.conv2d(image, weight, bias, strides).singletonOrThrow();
          long b = input.getShape().get(0);
          NDArray patches = grid.reshape(b, config.width(), -1).swapAxes(1, 2);
          NDList all = new NDList(token(input, 0), token(input, 1), patches);
          return NDArrays.concat(all, 1).add(positions);
        });
  }

  /** {@code [b, 1, d]}. */
  private NDArray token(NDArray input, int which) {
    Shape shape = new Shape(input.getShape().get(0), 1, config.width());
    // Zeros first: a result belongs to the manager of its first operand.
    return input.getManager().zeros(shape).add(tokens.get(which));
  }

  /** {@code [b, t, mels] -> [b, 2 + n, d]}, after the last LN. */
  NDArray lastHiddenState(NDArray input) {
    try (NDArray x = layers.apply(embed(input))) {
      return last.apply(x);
    }
  }

  /** The input of each layer, then the output of the last one, before the last LN. */
  NDList hiddenStates(NDArray input) {
    return layers.states(embed(input));
  }

  /** {@code [b, 2 + n, d] -> [b, 1, d]}: the mean of the two tokens before the patches. */
  static NDArray pool(NDArray lastHiddenState) {
    return lastHiddenState.get(new NDIndex(":, :2")).mean(new int[] {1}, true);
  }
}
