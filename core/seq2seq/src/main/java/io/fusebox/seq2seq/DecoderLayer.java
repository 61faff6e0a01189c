package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One layer of a decoder, whatever cache there is. */
public interface DecoderLayer {
  /** Keys and values of the encoder's output {@code [b, s, d]} for cross-attention. */
  KeyValue source(NDArray encoded);

  /**
   * {@code [b, t, d] -> [b, t, d]}, owned by the manager of {@code x}.
   *
   * @param past from the keys and values of these positions to those of all positions up to these,
   *     these included
   * @param mask added to the scores of self-attention; null = all of the past is seen
   * @param source what {@link #source} made; {@code x} may hold several rows for each of its
   *     examples, standing together
   * @param padding added to the scores of cross-attention
   */
  NDArray apply(
      NDArray x,
      UnaryOperator<KeyValue> past,
      @Nullable NDArray mask,
      KeyValue source,
      NDArray padding);
}
