package io.fusebox.causal;

import ai.djl.ndarray.NDArray;
import io.fusebox.toolkit.tensor.Rotation;
import org.jspecify.annotations.Nullable;

/**
 * The values that all layers share in one pass over t positions.
 *
 * @param mask added to the scores, broadcast to {@code [b, h, t, s]}; null = all of the past is
 *     seen
 * @param rotation of queries and keys by their positions; null = the embeddings know them
 */
public record LayerContext(@Nullable NDArray mask, @Nullable Rotation rotation) {}
