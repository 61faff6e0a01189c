package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;

/** Decoding one token at a time, with keys and values of what came before kept. */
public interface DecoderSession extends AutoCloseable {
  /**
   * Feeds the newest token of each row.
   *
   * @param tokens one for each row; at the first call the rows may be a multiple of the examples
   *     (beams), and then each example's rows stand together
   * @return the next token's logits {@code [rows, v]}, owned by the session until its next call
   */
  NDArray next(long[] tokens);

  /**
   * Row i continues what row {@code rows[i]} was: beams that overtook others of the same example.
   *
   * @throws IllegalArgumentException when a row would continue another example's
   */
  void reorder(int[] rows);

  @Override
  void close();
}
