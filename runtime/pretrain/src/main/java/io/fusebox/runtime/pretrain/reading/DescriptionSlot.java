package io.fusebox.runtime.pretrain.reading;

import java.util.List;

/**
 * One position of a description: a token, or a mixture of words and codes.
 *
 * @param words token ids with the strength of each
 * @param codes codes of the exercise's language with the strength of each
 * @param plain a token as it is; otherwise words count with the length of 1 per component
 * @param noise how much of a random vector of its own
 */
public record DescriptionSlot(
    List<MixtureTerm> words, List<MixtureTerm> codes, boolean plain, float noise) {
  /** How many words a mixture has at most. */
  static final int WORDS = 2;

  /** A part of a mixture. */
  public record MixtureTerm(int id, float strength) {}

  static DescriptionSlot token(long id) {
    return new DescriptionSlot(
        List.of(new MixtureTerm(Math.toIntExact(id), 1)), List.of(), true, 0);
  }
}
