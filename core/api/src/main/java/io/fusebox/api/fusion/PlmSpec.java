package io.fusebox.api.fusion;

/**
 * What others need to know of a PLM.
 *
 * @param name its folder's name, for people
 * @param modelType {@code model_type} of its configuration
 * @param width the width d of its embeddings
 * @param vocabulary the number of tokens
 * @param maxPositions how many positions its encoder knows
 * @param decoderStart the token that starts every decoder input
 * @param hash the checkpoint's hash
 */
public record PlmSpec(
    String name,
    String modelType,
    long width,
    long vocabulary,
    long maxPositions,
    long decoderStart,
    long pad,
    long eos,
    String hash) {}
