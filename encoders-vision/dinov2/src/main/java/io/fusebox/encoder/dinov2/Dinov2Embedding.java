package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.PatchEmbedding;
import io.fusebox.toolkit.tensor.TensorScope;
import io.fusebox.toolkit.vision.VisionConfig;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an image: the class token, registers without a position, and the patches. The table
 * of positions is interpolated to the image's own rows and columns of patches.
 *
 * @param positions {@code [1, 1 + n, d]}, the class token's first
 * @param registers {@code [1, r, d]}, or null for none
 * @param side how many rows and columns the table of positions has
 */
record Dinov2Embedding(
    NDArray weight,
    NDArray bias,
    NDArray classToken,
    NDArray positions,
    @Nullable NDArray registers,
    int side) {

  static Dinov2Embedding read(Parameters of, Dinov2Config settings) {
    VisionConfig config = settings.sizes();
    int d = config.width();
    int p = config.patchSize();
    Parameters patches = of.under("patch_embeddings.projection");
    return new Dinov2Embedding(
        patches.get("weight", d, config.channels(), p, p),
        patches.get("bias", d),
        of.get("cls_token", 1, 1, d),
        of.get("position_embeddings", 1, 1 + config.patches(), d),
        settings.registers() == 0 ? null : of.get("register_tokens", 1, settings.registers(), d),
        config.side());
  }

  /** {@code [b, c, h, w] -> [b, 1 + r + n, d]}, owned by the manager of {@code pixels}. */
  NDArray apply(NDArray pixels) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray tokens =
              new PatchEmbedding(weight, bias, classToken, positionsOf(pixels)).apply(pixels);
          if (registers == null) {
            return tokens;
          }
          Shape all = new Shape(tokens.getShape().get(0)).addAll(registers.getShape().slice(1));
          // Zeros first: a result belongs to the manager of its first operand.
          NDArray between = pixels.getManager().zeros(all).add(registers);
          return tokens.get(":, :1").concat(between, 1).concat(tokens.get(":, 1:"), 1);
        });
  }

  /** {@code [1, 1 + rows * columns, d]}. */
  private NDArray positionsOf(NDArray pixels) {
    long patch = weight.getShape().get(2);
    int rows = (int) (pixels.getShape().get(2) / patch);
    int columns = (int) (pixels.getShape().get(3) / patch);
    if (rows == side && columns == side) {
      return positions;
    }
    boolean antialias = registers != null; // as the reference does
    NDArray down = new BicubicWeights(side, rows, antialias).matrix().toTensor(pixels.getManager());
    NDArray across =
        new BicubicWeights(side, columns, antialias).matrix().toTensor(pixels.getManager());
    long d = weight.getShape().get(0);
    NDArray table = positions.get(":, 1:").reshape(side, side * d);
    NDArray lower = down.matMul(table).reshape(rows, side, d);
    NDArray patches = across.matMul(lower).reshape(1, (long) rows * columns, d);
    return positions.get(":, :1").concat(patches, 1);
  }
}
