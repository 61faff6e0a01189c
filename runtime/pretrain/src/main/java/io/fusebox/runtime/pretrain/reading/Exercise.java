package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.worlds.scenes.QuestionAnswer;
import java.util.List;

/**
 * One exercise: {@code [description | question] -> answer}.
 *
 * @param language what the description's codes mean
 */
public record Exercise(
    List<DescriptionSlot> description, SyntheticLanguage language, QuestionAnswer asked) {

  /** Whether the question is for presence, with yes or no for an answer. */
  public boolean forPresence() {
    return asked.answer().equals("yes") || asked.answer().equals("no");
  }
}
