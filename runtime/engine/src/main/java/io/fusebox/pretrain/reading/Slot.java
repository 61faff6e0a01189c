package io.fusebox.pretrain.reading;

import java.util.List;

/**
 * What stands at one position of an exercise: a token, or a mixture of words and made-up codes.
 *
 * @param words token ids with the strength of each
 * @param codes made-up codes with the strength of each; a code is a random vector that lives for
 *     one exercise
 * @param plain a token as it is; otherwise words count with the length of 1 per component
 * @param noise how much of a random vector of its own
 * @param common how much of a random vector that all positions of the exercise share
 */
public record Slot(List<Part> words, List<Part> codes, boolean plain, float noise, float common) {
  /** How many words, and how many codes, a mixture has at most. */
  static final int PARTS = 2;

  /** A part of a mixture. */
  public record Part(int id, float strength) {}

  static Slot token(long id) {
    return new Slot(List.of(new Part(Math.toIntExact(id), 1)), List.of(), true, 0, 0);
  }

  static Slot words(List<Part> words, float noise, float common) {
    return new Slot(words, List.of(), false, noise, common);
  }

  static Slot codes(List<Part> codes, float noise, float common) {
    return new Slot(List.of(), codes, false, noise, common);
  }
}
