package io.fusebox.causal;

import ai.djl.ndarray.NDArray;

/**
 * Some neighbouring segments, joined.
 *
 * @param embeddings {@code [b, t, d]}
 * @param mask {@code [b][t]} or {@code [1][t]}, 1 = a token, 0 = padding
 */
record TokenSequence(NDArray embeddings, long[][] mask) {
  int length() {
    return Math.toIntExact(embeddings.getShape().get(1));
  }
}
