package io.fusebox.toolkit.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.toolkit.tensor.PreNormLayers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A vision transformer: tokens of the pixels, pre-norm layers, perhaps a last norm, and heads on
 * what comes out.
 *
 * @param embedding {@code [b, ...] -> [b, s, d]}, what the first layer reads; the result is closed
 * @param last the norm after the last layer, or empty for none
 * @param heads by the reference's name of their output: {@code [b, s, d] -> [b, k]}
 */
public record VisionNetwork(
    UnaryOperator<NDArray> embedding,
    PreNormLayers layers,
    Optional<LayerNorm> last,
    Map<String, UnaryOperator<NDArray>> heads) {

  /** The vector of the class token, or of whatever stands first. */
  public static NDArray first(NDArray states) {
    return states.get(":, 0");
  }

  /** The head of this name, if the checkpoint has it. */
  public Optional<UnaryOperator<NDArray>> head(String name) {
    return Optional.ofNullable(heads.get(name));
  }

  /** {@code [b, ...] -> [b, s, d]}, after the last norm; owned by the manager of the pixels. */
  public NDArray lastHiddenState(NDArray pixels) {
    NDArray states = layers.apply(embedding.apply(pixels));
    if (last.isEmpty()) {
      return states;
    }
    try (states) {
      return last.get().apply(states);
    }
  }

  /**
   * {@code last_hidden_state}, the heads' outputs, and {@code hidden_states.N}: what each layer
   * reads, then what the last one gives, before the last norm.
   */
  public Map<String, NDArray> outputs(NDArray pixels) {
    NDList hidden = layers.states(embedding.apply(pixels));
    NDArray end = hidden.get(hidden.size() - 1);
    NDArray states = last.map(norm -> norm.apply(end)).orElse(end);
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    outputs.put("last_hidden_state", states);
    heads.forEach((name, head) -> outputs.put(name, head.apply(states)));
    for (int i = 0; i < hidden.size(); i++) {
      outputs.put("hidden_states." + i, hidden.get(i));
    }
    return outputs;
  }
}
