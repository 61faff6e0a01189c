package io.fusebox.toolkit.speech;

import static io.fusebox.api.settings.Settings.require;
import static io.fusebox.toolkit.checkpoint.ConfigValues.flag;
import static io.fusebox.toolkit.checkpoint.ConfigValues.requireBetween;
import static io.fusebox.toolkit.checkpoint.ConfigValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The convolutions over the waveform, as {@code config.json} describes them.
 *
 * @param bias whether they have one
 * @param norm what is normalised
 */
public record ConvolutionStackConfig(
    List<Layer> layers, boolean bias, Norm norm, String activation) {
  private static final int MOST_LAYERS = 64;

  private static final int[] DIMS = {512, 512, 512, 512, 512, 512, 512};
  private static final int[] KERNELS = {10, 3, 3, 3, 3, 2, 2};
  private static final int[] STRIDES = {5, 2, 2, 2, 2, 2, 2};

  /** One convolution; it pads nothing. */
  public record Layer(int channels, int kernel, int stride) {
    public Layer {
      requireBetween("conv_dim", channels, 1, 1 << 14);
      requireBetween("conv_kernel", kernel, 1, 1 << 14);
      requireBetween("conv_stride", stride, 1, 1 << 14);
    }
  }

  /** {@code feat_extract_norm}. */
  public enum Norm {
    /** The first convolution alone, each channel over all frames. */
    GROUP,
    /** Every convolution, each frame over all channels. */
    LAYER
  }

  public ConvolutionStackConfig {
    layers = List.copyOf(layers);
    requireBetween("the number of conv_dim", layers.size(), 1, MOST_LAYERS);
  }

  static ConvolutionStackConfig read(JsonNode json) {
    int[] dims = numbers(json, "conv_dim", DIMS);
    int[] kernels = numbers(json, "conv_kernel", KERNELS);
    int[] strides = numbers(json, "conv_stride", STRIDES);
    require(
        dims.length == kernels.length && dims.length == strides.length,
        "config.json: conv_dim, conv_kernel and conv_stride must be equally long, found %d, %d and %d numbers"
            .formatted(dims.length, kernels.length, strides.length));
    return new ConvolutionStackConfig(
        IntStream.range(0, dims.length)
            .mapToObj(i -> new Layer(dims[i], kernels[i], strides[i]))
            .toList(),
        flag(json, "conv_bias", false),
        norm(text(json, "feat_extract_norm", "group")),
        text(json, "feat_extract_activation", "gelu"));
  }

  private static Norm norm(String name) {
    return switch (name) {
      case "group" -> Norm.GROUP;
      case "layer" -> Norm.LAYER;
      default ->
          throw new FuseboxException(
              "config.json: feat_extract_norm must be 'group' or 'layer', found '" + name + "'");
    };
  }

  private static int[] numbers(JsonNode json, String key, int[] otherwise) {
    JsonNode array = json.path(key);
    if (array.isMissingNode() || array.isNull()) {
      return otherwise;
    }
    boolean whole = array.isArray() && array.size() <= MOST_LAYERS;
    for (JsonNode each : array) {
      whole &= each.isInt();
    }
    require(
        whole,
        "config.json: %s must be a list of at most %d whole numbers, found %s"
            .formatted(key, MOST_LAYERS, array));
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }

  /** The number of channels at the end. */
  int width() {
    return layers.get(layers.size() - 1).channels();
  }

  /** How many frames come of so many samples; less than 1 where there are too few. */
  public long frames(long samples) {
    long length = samples;
    for (Layer layer : layers) {
      length = Math.floorDiv(length - layer.kernel(), layer.stride()) + 1;
    }
    return length;
  }

  /** The fewest samples that give a frame. */
  public long leastSamples() {
    long least = 1;
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      least = Math.addExact(Math.multiplyExact(least - 1, layer.stride()), layer.kernel());
    }
    return least;
  }
}
