package io.fusebox.api.task;

import java.util.Locale;

/**
 * The answer of a pipeline.
 *
 * @param probability of this answer, from 0 to 1: of a label among the labels, of an open-ended
 *     answer among all that the PLM could have said (its tokens' probabilities, multiplied)
 */
public record Answer(String text, double probability) {
  /** For people: the answer, and how probable it is. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (%.3f)", text, probability);
  }
}
