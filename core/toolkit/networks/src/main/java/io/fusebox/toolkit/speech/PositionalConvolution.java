package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.TensorScope;

/**
 * Relative positions by a wide grouped convolution over the frames.
 *
 * @param bias {@code [d]}
 */
record PositionalConvolution(
    WeightNorm weight, NDArray bias, SpeechConfig.PositionalKernel shape, Activation activation) {

  static PositionalConvolution read(Parameters of, SpeechConfig config, Activation activation) {
    SpeechConfig.PositionalKernel shape = config.positions();
    int d = config.width();
    return new PositionalConvolution(
        WeightNorm.read(of, d, d / shape.groups(), shape.kernel()),
        of.get("bias", d),
        shape,
        activation);
  }

  /** {@code [b, s, d] -> [b, s, d]}: what is to be added; owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray seen = x.swapAxes(1, 2); // [b, d, s]
          NDArray convolved =
              Conv1d.conv1d(
                      seen,
                      weight.weight(x.getManager()),
                      bias,
                      new Shape(1),
                      new Shape(shape.kernel() / 2),
                      new Shape(1),
                      shape.groups())
                  .singletonOrThrow();
          // An even kernel sees one frame more than there are.
          NDArray same = convolved.get(new NDIndex(":, :, :{}", x.getShape().get(1)));
          return activation.apply(same).swapAxes(1, 2);
        });
  }
}
