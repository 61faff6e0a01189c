package io.fusebox.toolkit.prompt;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.toolkit.tensor.Linear;
import java.util.List;

/**
 * A network between trained prompt vectors and the PLM: a reparametrisation, trained along with
 * them.
 */
public enum PromptEncoder {
  /** The vectors are read as they are. */
  NONE {
    @Override
    List<WeightSpec> weights(String prompt, long width) {
      return List.of();
    }

    @Override
    NDArray encode(FusionInput in, String prompt) {
      return in.weight(prompt);
    }
  },

  /** One linear layer, the same for every vector: {@code prompt.linear.weight}, {@code .bias}. */
  LINEAR {
    @Override
    List<WeightSpec> weights(String prompt, long width) {
      return List.of(
          WeightSpec.linear(prompt + ".linear.weight", width, width),
          WeightSpec.linearBias(prompt + ".linear.bias", width, width));
    }

    @Override
    NDArray encode(FusionInput in, String prompt) {
      String layer = prompt + ".linear.";
      return new Linear(in.weight(layer + "weight"), in.weight(layer + "bias"))
          .apply(in.weight(prompt));
    }
  },

  /** {@link PromptLstm}. */
  LSTM {
    @Override
    List<WeightSpec> weights(String prompt, long width) {
      return PromptLstm.weights(prompt, width);
    }

    @Override
    NDArray encode(FusionInput in, String prompt) {
      return PromptLstm.encode(in, prompt);
    }
  };

  /**
   * The encoder's weights, to be trained with {@link WeightSpec#RATE}.
   *
   * @param prompt the name of the vectors' weight; those of the encoder begin with it
   * @param width the PLM's width d
   */
  abstract List<WeightSpec> weights(String prompt, long width);

  /** {@code [n, d] -> [n, d]}, owned by the manager of the vectors. */
  abstract NDArray encode(FusionInput in, String prompt);
}
