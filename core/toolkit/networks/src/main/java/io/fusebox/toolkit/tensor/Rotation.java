package io.fusebox.toolkit.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Rotary positions (Su et al., 2021, "RoFormer: Enhanced Transformer with Rotary Position
 * Embedding"): number i of a head's first half and number i of its second half are turned together
 * by an angle that grows with the position.
 *
 * @param cos {@code [b, 1, t, d_head / 2]} or {@code [1, 1, t, d_head / 2]}
 * @param sin the same
 */
public record Rotation(NDArray cos, NDArray sin) {}
