package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import org.jspecify.annotations.Nullable;

/**
 * Cuts images into patches, or videos into tubelets, that do not overlap, and makes each a vector
 * with its position; a class token may stand before them. A rest that fills no patch is not seen.
 *
 * @param weight of a convolution whose stride is its kernel, {@code [d, c, p, p]}, or {@code [d, c,
 *     t, p, p]} of a video
 * @param bias {@code [d]}, or null for none
 * @param classToken d numbers, {@code [d]} or {@code [1, 1, d]}; null = none
 * @param positions {@code [s, d]} or {@code [1, s, d]}, the class token counted
 */
public record PatchEmbedding(
    NDArray weight, @Nullable NDArray bias, @Nullable NDArray classToken, NDArray positions) {

  /**
   * {@code [b, c, h, w] -> [b, s, d]}, or {@code [b, c, t, h, w]} of videos.
   *
   * @return owned by the manager of {@code pixels}
   */
  public NDArray apply(NDArray pixels) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray patches = patches(pixels);
          return (classToken == null ? patches : classTokens(pixels).concat(patches, 1))
              .add(positions);
        });
  }

  /** {@code [b, n, d]}. */
  private NDArray patches(NDArray pixels) {
    Shape stride = weight.getShape().slice(2);
    NDArray grid = // [b, d, ...]
        (stride.dimension() == 3
                ? Conv3d.conv3d(pixels, weight, bias, stride)
                : Conv2d.conv2d(pixels, weight, bias, stride))
            .singletonOrThrow();
    return grid.reshape(grid.getShape().get(0), grid.getShape().get(1), -1).transpose(0, 2, 1);
  }

  /** {@code [b, 1, d]}. */
  private NDArray classTokens(NDArray pixels) {
    Shape shape = new Shape(pixels.getShape().get(0), 1, weight.getShape().get(0));
    // Zeros first: a result belongs to the manager of its first operand.
    return pixels.getManager().zeros(shape).add(classToken);
  }
}
