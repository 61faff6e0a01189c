package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The encoder's output for an input.
 *
 * @param hiddenStates {@code [b, s, d]} each: the embeddings, then every layer's output
 * @param mask {@code [b, s]} int64, 1 = attend: what the decoder sees
 * @param memory what else the PLM's decoder goes on from, as the PLM lays it out, the examples
 *     along the first axis: a decoder-only PLM's keys and values; empty for encoder-decoders
 */
public record EncoderOutput(List<NDArray> hiddenStates, NDArray mask, List<NDArray> memory) {
  /** An encoder's output: its last hidden state is all that the decoder sees. */
  public EncoderOutput(List<NDArray> hiddenStates, NDArray mask) {
    this(hiddenStates, mask, List.of());
  }

  /** The last hidden state {@code [b, s, d]}. */
  public NDArray last() {
    return hiddenStates.get(hiddenStates.size() - 1);
  }
}
