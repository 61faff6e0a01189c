package io.fusebox.api.fusion;

import java.util.Optional;

/**
 * The properties of a PLM that others need.
 *
 * @param name its folder's name, for people
 * @param modelType {@code model_type} of its configuration
 * @param width the width d of its embeddings
 * @param vocabulary the number of tokens
 * @param maxPositions how many positions its encoder knows
 * @param decoderStart the token that starts every decoder input
 * @param hash the checkpoint's hash
 * @param prefix the prefixes that it takes; empty = none
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
    String hash,
    Optional<PrefixShape> prefix) {

  /** A PLM that takes no prefixes. */
  public PlmSpec(
      String name,
      String modelType,
      long width,
      long vocabulary,
      long maxPositions,
      long decoderStart,
      long pad,
      long eos,
      String hash) {
    this(
        name,
        modelType,
        width,
        vocabulary,
        maxPositions,
        decoderStart,
        pad,
        eos,
        hash,
        Optional.empty());
  }

  /** The same, taking {@linkplain PlmInput.Prefix prefixes} of this shape. */
  public PlmSpec withPrefix(PrefixShape shape) {
    return new PlmSpec(
        name,
        modelType,
        width,
        vocabulary,
        maxPositions,
        decoderStart,
        pad,
        eos,
        hash,
        Optional.of(shape));
  }

  /**
   * The self-attention of the layers that read the input: an encoder's, or all of a decoder-only
   * PLM.
   *
   * @param heads how many heads keys and values have; with grouped-query attention fewer than the
   *     queries have
   * @param headWidth the width d_head of one
   */
  public record PrefixShape(int layers, int heads, int headWidth) {}
}
