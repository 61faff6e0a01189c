package io.fusebox.seq2seq;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Attention.KeyValue;
import java.util.function.UnaryOperator;

/** One layer of an encoder, whether it reads all positions at once or some after others. */
public interface EncoderLayer {
  /**
   * {@code [b, t, d] -> [b, t, d]}, owned by the manager of {@code x}.
   *
   * @param seen from the keys and values of these positions to those of all that they see
   * @param mask added to the scores
   */
  NDArray apply(NDArray x, UnaryOperator<KeyValue> seen, NDArray mask);
}
