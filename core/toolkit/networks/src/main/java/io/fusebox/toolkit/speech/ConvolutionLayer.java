package io.fusebox.toolkit.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import io.fusebox.api.checkpoint.Parameters;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.GroupNorm;
import io.fusebox.toolkit.tensor.TensorScope;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One convolution over the waveform, normalised or not, and its activation.
 *
 * @param weight {@code [out, in, k]}
 * @param bias {@code [out]}, or null for none
 * @param norm {@code [b, out, s] -> [b, out, s]}
 */
record ConvolutionLayer(
    NDArray weight,
    @Nullable NDArray bias,
    int stride,
    UnaryOperator<NDArray> norm,
    Activation activation) {
  /** Of the convolutions' norms, whatever the configuration says of the others. */
  private static final double EPS = 1e-5;

  /** Reads layer {@code i} of those that {@code of} points at. */
  static ConvolutionLayer read(
      Parameters of, ConvolutionStackConfig convolutions, int i, Activation activation) {
    ConvolutionStackConfig.Layer layer = convolutions.layers().get(i);
    int in = i == 0 ? 1 : convolutions.layers().get(i - 1).channels();
    Parameters convolution = of.under(i + ".conv");
    return new ConvolutionLayer(
        convolution.get("weight", layer.channels(), in, layer.kernel()),
        convolutions.bias() ? convolution.get("bias", layer.channels()) : null,
        layer.stride(),
        norm(of.under(i + ".layer_norm"), convolutions.norm(), i, layer.channels()),
        activation);
  }

  private static UnaryOperator<NDArray> norm(
      Parameters of, ConvolutionStackConfig.Norm norm, int i, int channels) {
    if (norm == ConvolutionStackConfig.Norm.LAYER) {
      LayerNorm each = LayerNorm.read(of, channels, EPS);
      return x -> each.apply(x.swapAxes(1, 2)).swapAxes(1, 2);
    }
    return i == 0 ? GroupNorm.read(of, channels, EPS)::apply : UnaryOperator.identity();
  }

  /** {@code [b, in, s] -> [b, out, (s - k) / stride + 1]}, owned by the manager of {@code x}. */
  NDArray apply(NDArray x) {
    return TensorScope.freeIntermediates(
        () -> {
          NDArray convolved = Conv1d.conv1d(x, weight, bias, new Shape(stride)).singletonOrThrow();
          return activation.apply(norm.apply(convolved));
        });
  }
}
