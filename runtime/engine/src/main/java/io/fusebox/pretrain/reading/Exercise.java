package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.world.Asked;
import io.fusebox.text.Tokenizer;
import java.util.List;

/**
 * One exercise: {@code [glossary | description | question] -> answer}.
 *
 * @param glossary may be empty
 */
public record Exercise(
    Exercises.Form form,
    List<Slot> glossary,
    List<Slot> description,
    Asked asked,
    Tokenizer tokenizer) {

  /** Whether the question is for presence, with yes or no for an answer. */
  public boolean forPresence() {
    return asked.answer().equals("yes") || asked.answer().equals("no");
  }

  /** Token ids, special ones included. */
  long[] question() {
    return tokenizer.encode(asked.question());
  }

  /** Token ids, special ones included. */
  long[] answer() {
    return tokenizer.encode(asked.answer());
  }
}
