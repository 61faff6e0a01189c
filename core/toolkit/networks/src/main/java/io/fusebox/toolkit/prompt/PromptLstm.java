package io.fusebox.toolkit.prompt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.Lstm;
import java.util.ArrayList;
import java.util.List;

/**
 * The prompt encoder of P-tuning (Liu et al. 2021, "GPT Understands, Too"): a bidirectional LSTM of
 * two layers, each direction half as wide as the PLM, then two linear layers with a ReLU between.
 * The weights' names and shapes are those of the reference's {@code LSTM} and {@code Sequential}.
 */
final class PromptLstm {
  private static final int LAYERS = 2;

  private PromptLstm() {}

  static List<WeightSpec> weights(String prompt, long width) {
    long half = (width + 1) / 2;
    List<WeightSpec> weights = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      for (String end : ends(layer)) {
        String lstm = prompt + ".lstm.";
        weights.add(uniform(lstm + "weight_ih" + end, half, 4 * half, in(layer, width)));
        weights.add(uniform(lstm + "weight_hh" + end, half, 4 * half, half));
        weights.add(uniform(lstm + "bias_ih" + end, half, 4 * half));
        weights.add(uniform(lstm + "bias_hh" + end, half, 4 * half));
      }
    }
    weights.add(WeightSpec.linear(prompt + ".mlp.0.weight", 2 * half, width));
    weights.add(WeightSpec.linearBias(prompt + ".mlp.0.bias", 2 * half, width));
    weights.add(WeightSpec.linear(prompt + ".mlp.2.weight", width, width));
    weights.add(WeightSpec.linearBias(prompt + ".mlp.2.bias", width, width));
    return weights;
  }

  /** The reference's suffixes: forward, then backward. */
  private static List<String> ends(int layer) {
    return List.of("_l" + layer, "_l" + layer + "_reverse");
  }

  private static long in(int layer, long width) {
    return layer == 0 ? width : 2 * ((width + 1) / 2);
  }

  private static WeightSpec uniform(String name, long half, Long... shape) {
    return new WeightSpec(
        name, new WeightSpec.Init.Uniform(List.of(shape), 1 / Math.sqrt(half)), WeightSpec.RATE);
  }

  /** {@code [n, d] -> [n, d]}. */
  static NDArray encode(FusionInput in, String prompt) {
    NDArray x = in.weight(prompt);
    for (int layer = 0; layer < LAYERS; layer++) {
      List<String> ends = ends(layer);
      NDArray forward = lstm(in, prompt, ends.get(0), false).apply(x); // [n, d/2]
      NDArray backward = lstm(in, prompt, ends.get(1), true).apply(x);
      x = NDArrays.concat(new NDList(forward, backward), 1); // [n, d]
    }
    NDArray inner = ai.djl.nn.Activation.relu(linear(in, prompt + ".mlp.0.").apply(x));
    return linear(in, prompt + ".mlp.2.").apply(inner);
  }

  private static Lstm lstm(FusionInput in, String prompt, String end, boolean backward) {
    String of = prompt + ".lstm.";
    return new Lstm(
        new Linear(in.weight(of + "weight_ih" + end), in.weight(of + "bias_ih" + end)),
        new Linear(in.weight(of + "weight_hh" + end), in.weight(of + "bias_hh" + end)),
        backward);
  }

  private static Linear linear(FusionInput in, String layer) {
    return new Linear(in.weight(layer + "weight"), in.weight(layer + "bias"));
  }
}
