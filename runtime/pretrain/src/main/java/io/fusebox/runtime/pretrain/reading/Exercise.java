package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.worlds.scenes.Asked;
import java.util.List;

/**
 * One exercise: {@code [description | question] -> answer}.
 *
 * @param tongue what the description's codes mean
 */
public record Exercise(List<Slot> description, Tongue tongue, Asked asked) {

  /** Whether the question is for presence, with yes or no for an answer. */
  public boolean forPresence() {
    return asked.answer().equals("yes") || asked.answer().equals("no");
  }
}
