package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Pre-LN layers, usually of {@link PreNormLayer}, one after another. What follows the last one, a
 * norm, is the model's.
 *
 * @param list each {@code [b, s, d] -> [b, s, d]}, owned by the manager of what it reads
 */
public record PreNormLayers(List<UnaryOperator<NDArray>> list) {
  public PreNormLayers {
    list = List.copyOf(list);
  }

  /** Reads layers 0 to {@code count - 1}. */
  public static PreNormLayers read(int count, IntFunction<? extends UnaryOperator<NDArray>> layer) {
    return new PreNormLayers(
        IntStream.range(0, count).<UnaryOperator<NDArray>>mapToObj(layer).toList());
  }

  /**
   * {@code [b, s, d] -> [b, s, d]}; each layer's input is freed as soon as it was read.
   *
   * @param x is closed
   */
  public NDArray apply(NDArray x) {
    NDArray read = x;
    for (UnaryOperator<NDArray> layer : list) {
      NDArray given = layer.apply(read);
      read.close();
      read = given;
    }
    return read;
  }

  /** The input of each layer, then the output of the last one. */
  public NDList states(NDArray x) {
    List<NDArray> states = new ArrayList<>(List.of(x));
    for (UnaryOperator<NDArray> layer : list) {
      states.add(layer.apply(states.get(states.size() - 1)));
    }
    return new NDList(states);
  }
}
