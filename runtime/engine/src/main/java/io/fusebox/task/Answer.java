package io.fusebox.task;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a pipeline answered.
 *
 * @param probability of this answer among those that could have been given, from 0 to 1; empty
 *     where anything could have been said
 */
public record Answer(String text, OptionalDouble probability) {
  /** An answer without a probability. */
  static Answer open(String text) {
    return new Answer(text, OptionalDouble.empty());
  }

  /** For people: the answer, and how probable it is if that is known. */
  @Override
  public String toString() {
    return probability.isEmpty()
        ? text
        : String.format(Locale.ROOT, "%s (%.3f)", text, probability.getAsDouble());
  }
}
