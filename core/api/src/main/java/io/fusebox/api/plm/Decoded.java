package io.fusebox.api.plm;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the PLM's decoder made of its input.
 *
 * @param hiddenStates {@code [b, t, d]} each: the embeddings, then every layer's output
 * @param logits {@code [b, t, v]}
 */
public record Decoded(List<NDArray> hiddenStates, NDArray logits) {}
