package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the PLM's encoder made of its input.
 *
 * @param hiddenStates {@code [b, s, d]} each: the embeddings, then every layer's output
 * @param mask {@code [b, s]} int64, 1 = attend: what cross-attention sees
 */
public record EncoderOutput(List<NDArray> hiddenStates, NDArray mask) {
  /** The last hidden state {@code [b, s, d]}. */
  public NDArray last() {
    return hiddenStates.get(hiddenStates.size() - 1);
  }
}
